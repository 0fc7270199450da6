package gabarit.standin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Checks what is sent against the plan: a small interpreter of the compact specs of events, `[keyword, argument, ...]`. The same
 * source for every plan. Do not edit.
 */
final class Validator {
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  /** Where a value fails, and in what. */
  static final class Fault {
    final String path;
    final String keyword;
    final Object expected;

    Fault(String path, String keyword, Object expected) {
      this.path = path;
      this.keyword = keyword;
      this.expected = expected;
    }
  }

  private Validator() {}

  /** What is wrong first, in the order in which the server looks; null when the value conforms. */
  static Fault check(Object spec, Object value, String path) {
    List<?> checks = (List<?>) spec;
    int kind = kind(value);
    for (int at = 0; at < checks.size(); at += 2) {
      String keyword = (String) checks.get(at);
      Object expected = checks.get(at + 1);
      Fault fault = any(keyword, expected, kind, value, path);
      if (fault == null) {
        if ((kind & 12) != 0) fault = failed(isWrongNumber(keyword, expected, number(value)), keyword, expected, path);
        else if (kind == 16) fault = failed(isWrongText(keyword, expected, (String) value), keyword, expected, path);
        else if (kind == 32) fault = list(keyword, expected, (List<?>) value, path);
        else if (kind == 64) fault = object(keyword, expected, (Map<?, ?>) value, path);
      }
      if (fault != null) return fault;
    }
    return null;
  }

  private static Fault failed(boolean isWrong, String keyword, Object expected, String path) {
    return isWrong ? new Fault(path, keyword, expected) : null;
  }

  /** A bit for each of null, boolean, integer, number, string, array, object; an integer is a number too. */
  private static int kind(Object value) {
    if (value == null) return 1;
    if (value instanceof Boolean) return 2;
    if (value instanceof String) return 16;
    if (value instanceof List) return 32;
    if (value instanceof Map) return 64;
    double number = number(value);
    if (Double.isNaN(number) || Double.isInfinite(number)) return 1;
    return number % 1 != 0 ? 8 : 12;
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  /** Equal where JSON has equal values: whole numbers of any type, members in any order. */
  private static Object comparable(Object value) {
    switch (kind(value)) {
      case 1:
        return "null";
      case 8:
      case 12:
        // Minus nothing is nothing.
        return number(value) + 0.0;
      case 16:
        return "\"" + value;
      case 32:
        List<Object> items = new ArrayList<>();
        for (Object item : (List<?>) value) items.add(comparable(item));
        return items;
      case 64:
        Map<Object, Object> members = new HashMap<>();
        ((Map<?, ?>) value).forEach((key, item) -> members.put(key, comparable(item)));
        return members;
      default:
        return value;
    }
  }

  private static boolean isSame(Object one, Object other) {
    return comparable(one).equals(comparable(other));
  }

  private static Fault any(String keyword, Object expected, int kind, Object value, String path) {
    switch (keyword) {
      case "type":
        return failed((kind & (int) number(expected)) == 0, keyword, expected, path);
      case "false schema":
        return new Fault(path, keyword, expected);
      case "const":
        return failed(!isSame(value, expected), keyword, expected, path);
      case "enum":
        return failed(((List<?>) expected).stream().noneMatch(one -> isSame(one, value)), keyword, expected, path);
      case "not":
        return failed(check(expected, value, path) == null, keyword, expected, path);
      case "anyOf":
        return union(keyword, (List<?>) expected, value, path, Integer.MAX_VALUE);
      case "oneOf":
        return union(keyword, (List<?>) expected, value, path, 1);
      case "allOf":
        for (Object spec : (List<?>) expected) {
          Fault fault = check(spec, value, path);
          if (fault != null) return fault;
        }
        return null;
      case "if":
        List<?> specs = (List<?>) expected;
        return check(specs.get(check(specs.get(0), value, path) == null ? 1 : 2), value, path);
      default:
        return null;
    }
  }

  /** Of the members of a union, none of which fits: the one that was meant, when that is clear. */
  private static Fault union(String keyword, List<?> specs, Object value, String path, int most) {
    List<Fault> meant = new ArrayList<>();
    int passed = 0;
    int types = 0;
    for (Object spec : specs) {
      Fault fault = check(spec, value, path);
      if (fault == null) passed++;
      else if (fault.path.equals(path) && fault.keyword.equals("type")) types |= (int) number(fault.expected);
      else meant.add(fault);
    }
    if (passed > 0) return failed(passed > most, keyword, specs, path);
    if (meant.size() > 1) return new Fault(path, keyword, specs);
    return meant.isEmpty() ? new Fault(path, "type", types) : meant.get(0);
  }

  private static boolean isWrongNumber(String keyword, Object expected, double value) {
    switch (keyword) {
      case "maximum":
        return value > number(expected);
      case "minimum":
        return value < number(expected);
      case "exclusiveMaximum":
        return value >= number(expected);
      case "exclusiveMinimum":
        return value <= number(expected);
      case "multipleOf":
        // 19.99 is a multiple of 0.01 to everybody but binary fractions.
        double quotient = value / number(expected);
        return number(expected) == 0 || Math.abs(Math.rint(quotient) - quotient) > 1e-6;
      default:
        return false;
    }
  }

  private static boolean isWrongText(String keyword, Object expected, String value) {
    switch (keyword) {
      case "maxLength":
        return value.codePointCount(0, value.length()) > number(expected);
      case "minLength":
        return value.codePointCount(0, value.length()) < number(expected);
      case "pattern":
        return !PATTERNS.computeIfAbsent((String) expected, Pattern::compile).matcher(value).find();
      case "format":
        return !Formats.accepts((String) expected, value);
      default:
        return false;
    }
  }

  private static Fault list(String keyword, Object expected, List<?> value, String path) {
    switch (keyword) {
      case "maxItems":
        return failed(value.size() > number(expected), keyword, expected, path);
      case "minItems":
        return failed(value.size() < number(expected), keyword, expected, path);
      case "items":
        for (int at = 0; at < value.size(); at++) {
          Fault fault = check(expected, value.get(at), path + "/" + at);
          if (fault != null) return fault;
        }
        return null;
      case "contains":
        return failed(value.stream().allMatch(item -> check(expected, item, path) != null), keyword, expected, path);
      case "uniqueItems":
        return failed(isRepeating(value), keyword, expected, path);
      default:
        return null;
    }
  }

  private static boolean isRepeating(List<?> items) {
    Set<Object> seen = new HashSet<>();
    for (Object item : items) if (!seen.add(comparable(item))) return true;
    return false;
  }

  private static Fault object(String keyword, Object expected, Map<?, ?> value, String path) {
    switch (keyword) {
      case "maxProperties":
        return failed(value.size() > number(expected), keyword, expected, path);
      case "minProperties":
        return failed(value.size() < number(expected), keyword, expected, path);
      case "required":
        for (Object key : (List<?>) expected) {
          if (!value.containsKey(key)) return new Fault(below(path, key), keyword, expected);
        }
        return null;
      case "propertyNames":
        for (Object key : value.keySet()) {
          Fault fault = check(expected, key, path);
          if (fault != null) return fault;
        }
        return null;
      case "properties":
        return properties((List<?>) expected, value, path);
      default:
        return null;
    }
  }

  private static Fault properties(List<?> expected, Map<?, ?> value, String path) {
    Map<?, ?> members = (Map<?, ?>) expected.get(0);
    if (expected.size() > 1) {
      Object rest = expected.get(1);
      for (Map.Entry<?, ?> entry : value.entrySet()) {
        if (members.containsKey(entry.getKey())) continue;
        String place = below(path, entry.getKey());
        if (rest instanceof Boolean) return new Fault(place, "additionalProperties", rest);
        Fault fault = check(rest, entry.getValue(), place);
        if (fault != null) return fault;
      }
    }
    for (Map.Entry<?, ?> member : members.entrySet()) {
      Object key = member.getKey();
      Fault fault = value.containsKey(key) ? check(member.getValue(), value.get(key), below(path, key)) : null;
      if (fault != null) return fault;
    }
    return null;
  }

  private static String below(String path, Object key) {
    return path + "/" + key.toString().replace("~", "~0").replace("/", "~1");
  }
}
