@echo off
setlocal DisableDelayedExpansion
rem An LKE, several, or a folder that is dropped on this file is scored; a window that was opened for it waits for a key.
"%~dp0python\python.exe" -X utf8 -m lke_cli %*
set "code=%errorlevel%"
echo %cmdcmdline% | find /i "/c" >nul && pause
exit /b %code%
