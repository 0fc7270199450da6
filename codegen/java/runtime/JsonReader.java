package gabarit.standin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON that is generated beside it: maps, lists, strings, numbers as double, booleans, null. The same source for every plan. Do not edit. */
final class JsonReader {
  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  static Object read(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value();
    if (reader.skipped() < text.length()) throw new IllegalArgumentException("JSON goes on at " + reader.at);
    return value;
  }

  private int skipped() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) at++;
    return at;
  }

  private Object value() {
    skipped();
    switch (text.charAt(at)) {
      case '{':
        return object();
      case '[':
        return list();
      case '"':
        return string();
      case 't':
        return word("true", true);
      case 'f':
        return word("false", false);
      case 'n':
        return word("null", null);
      default:
        return number();
    }
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) throw new IllegalArgumentException("no JSON at " + at);
    at += word.length();
    return value;
  }

  private Map<String, Object> object() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (boolean more = !isEnd('}'); more; more = isNext('}')) {
      skipped();
      String key = string();
      skipped();
      word(":", null);
      map.put(key, value());
    }
    return map;
  }

  private List<Object> list() {
    List<Object> list = new ArrayList<>();
    for (boolean more = !isEnd(']'); more; more = isNext(']')) list.add(value());
    return list;
  }

  /** After an opening bracket: whether it closes at once. */
  private boolean isEnd(char end) {
    at++;
    skipped();
    if (text.charAt(at) != end) return false;
    at++;
    return true;
  }

  private boolean isNext(char end) {
    skipped();
    char found = text.charAt(at++);
    if (found != ',' && found != end) throw new IllegalArgumentException("no JSON at " + at);
    return found == ',';
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    for (at++; text.charAt(at) != '"'; at++) {
      char unit = text.charAt(at);
      string.append(unit == '\\' ? escape(text.charAt(++at)) : unit);
    }
    at++;
    return string.toString();
  }

  private char escape(char letter) {
    switch (letter) {
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        at += 4;
        return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
      default:
        return letter;
    }
  }

  private Double number() {
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
    return Double.valueOf(text.substring(from, at));
  }
}
