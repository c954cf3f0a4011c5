(function () {
  "use strict";
  var tables = Array.prototype.slice.call(document.querySelectorAll("table.units"));
  if (!tables.length) return;

  function value(row, column) {
    var text = row.cells[column].textContent.replace("kurang", "").trim();
    var number = text.replace(/\./g, "").replace(",", ".").match(/^[+-]?\d+(\.\d+)?/);
    return text === "–" || text === "" ? null : number ? parseFloat(number[0]) : text.toLowerCase();
  }

  function compare(a, b) {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    if (typeof a === "number" && typeof b === "number") return a - b;
    return String(a).localeCompare(String(b), "id");
  }

  function sort(table, column, head) {
    var down = head.getAttribute("aria-sort") === "ascending";
    var body = table.tBodies[0];
    var rows = Array.prototype.map.call(body.rows, function (row) { return [value(row, column), row]; });
    rows.sort(function (a, b) {
      return a[0] === null || b[0] === null ? compare(a[0], b[0]) : (down ? -1 : 1) * compare(a[0], b[0]);
    });
    rows.forEach(function (pair) { body.appendChild(pair[1]); });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell) { cell.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
  }

  tables.forEach(function (table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () { sort(table, column, head); });
    });
  });

  var states = [];
  tables.forEach(function (table) {
    Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
      var state = row.getAttribute("data-state");
      if (state && states.indexOf(state) < 0) states.push(state);
    });
  });

  var bar = document.createElement("div");
  bar.className = "filter";
  bar.setAttribute("role", "search");
  var text = labelled("Saring unit", document.createElement("input"));
  text.type = "search";
  var choice = labelled("Putusan", document.createElement("select"));
  ["semua"].concat(states).forEach(function (state, at) {
    var option = document.createElement("option");
    option.textContent = state;
    option.value = at ? state : "";
    choice.appendChild(option);
  });
  var told = document.createElement("span");
  told.setAttribute("role", "status");
  bar.appendChild(told);

  function labelled(name, field) {
    var label = document.createElement("label");
    label.appendChild(document.createTextNode(name));
    label.appendChild(field);
    bar.appendChild(label);
    return field;
  }

  function filter() {
    var wanted = text.value.toLowerCase(), shown = 0, all = 0;
    tables.forEach(function (table, number) {
      Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
        var fits = row.textContent.toLowerCase().indexOf(wanted) >= 0 &&
          (!choice.value || row.getAttribute("data-state") === choice.value);
        row.hidden = !fits;
        if (!number) { all += 1; shown += fits ? 1 : 0; }
      });
    });
    told.textContent = shown + " dari " + all + " unit";
  }

  text.addEventListener("input", filter);
  choice.addEventListener("change", filter);
  filter();
  var first = tables[0].closest("section, details");
  first.parentNode.insertBefore(bar, first);
})();
