package io.github.jbuild.image.python;

import java.util.ArrayList;
import java.util.List;

/** Rows of comma-separated values as Python's csv module writes them (RFC 4180). */
final class CsvRows {

  private final String text;
  private int at;

  private CsvRows(String text) {
    this.text = text;
  }

  /** Hands on each row that is not empty, with its number, counted from 1. */
  static void forEach(String text, Action action) {
    CsvRows rows = new CsvRows(text);
    for (int number = 1; rows.at < text.length(); number++) {
      List<String> fields = rows.row();
      if (fields.size() > 1 || !fields.get(0).isEmpty()) {
        action.row(number, fields);
      }
    }
  }

  private List<String> row() {
    List<String> fields = new ArrayList<>(3);
    fields.add(field());
    while (at < text.length() && text.charAt(at) == ',') {
      at++;
      fields.add(field());
    }
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
    return fields;
  }

  private String field() {
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int start = at;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  /** A quoted field; what follows the closing quote belongs to it, as for Python. */
  private String quoted() {
    StringBuilder field = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        field.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        field.append(text.charAt(at++));
      } else {
        break;
      }
    }
    int start = at;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return field.append(text, start, at).toString();
  }

  /** Receives a row. */
  interface Action {
    void row(int number, List<String> fields);
  }
}
