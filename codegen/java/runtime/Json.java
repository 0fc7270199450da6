package gabarit.standin;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values as JSON, written as JavaScript writes them: the same values are the same bytes in every language. The same source for
 * every plan. Do not edit.
 */
final class Json {
  /** Deeper than this is a cycle. */
  private static final int MAX_DEPTH = 200;

  private static final double WHOLE_NUMBERS_END = 9007199254740992.0;

  private Json() {}

  /** A copy that later changes to the original do not reach: of maps, lists, strings, numbers, booleans and null only. */
  static Object copy(Object value) {
    return copy(value, 0);
  }

  private static Object copy(Object value, int depth) {
    if (depth > MAX_DEPTH) throw new IllegalArgumentException("a value contains itself, or is nested too deep");
    if (value == null || value instanceof Boolean || value instanceof String) return value;
    if (value instanceof WireValue) return copy(((WireValue) value).wire(), depth + 1);
    if (value instanceof Payload) return ((Payload) value).values();
    if (value instanceof Number) return number((Number) value);
    if (value instanceof Map) return copyOf((Map<?, ?>) value, depth);
    if (value instanceof Iterable) return copyOf((Iterable<?>) value, depth);
    if (value instanceof Optional) return copy(((Optional<?>) value).orElse(null), depth + 1);
    if (value.getClass().isArray()) return copyOfArray(value, depth);
    return value instanceof Enum ? ((Enum<?>) value).name() : value.toString();
  }

  private static Object number(Number value) {
    if (value instanceof Float) return Double.valueOf(value.toString());
    if (value instanceof Double || value instanceof BigDecimal || value instanceof BigInteger) return value;
    return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte
        ? (Object) value.longValue()
        : (Object) value.doubleValue();
  }

  private static Map<String, Object> copyOf(Map<?, ?> map, int depth) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, item) -> copy.put(String.valueOf(key), copy(item, depth + 1)));
    return copy;
  }

  private static List<Object> copyOf(Iterable<?> items, int depth) {
    List<Object> copy = new ArrayList<>();
    for (Object item : items) copy.add(copy(item, depth + 1));
    return copy;
  }

  private static List<Object> copyOfArray(Object array, int depth) {
    List<Object> copy = new ArrayList<>();
    for (int at = 0; at < Array.getLength(array); at++) copy.add(copy(Array.get(array, at), depth + 1));
    return copy;
  }

  /** The text of a value that {@link #copy} made. */
  static String write(Object value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(Object value, StringBuilder text) {
    if (value instanceof String) {
      write((String) value, text);
    } else if (value instanceof Double) {
      text.append(numberText((Double) value));
    } else if (value instanceof Map) {
      char before = '{';
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        write((String) entry.getKey(), text.append(before));
        write(entry.getValue(), text.append(':'));
        before = ',';
      }
      text.append(before == '{' ? "{}" : "}");
    } else if (value instanceof List) {
      char before = '[';
      for (Object item : (List<?>) value) {
        write(item, text.append(before));
        before = ',';
      }
      text.append(before == '[' ? "[]" : "]");
    } else {
      text.append(value);
    }
  }

  private static void write(String value, StringBuilder text) {
    text.append('"');
    for (int at = 0; at < value.length(); at++) {
      char unit = value.charAt(at);
      switch (unit) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\f' -> text.append("\\f");
        case '\r' -> text.append("\\r");
        default -> {
          if (unit < ' ' || isHalf(value, at)) text.append(String.format("\\u%04x", (int) unit));
          else text.append(unit);
        }
      }
    }
    text.append('"');
  }

  /** Half a character, which UTF-8 cannot carry. */
  private static boolean isHalf(String value, int at) {
    char unit = value.charAt(at);
    if (Character.isHighSurrogate(unit)) {
      return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
    }
    return Character.isLowSurrogate(unit) && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
  }

  /** A number as JavaScript writes it: the fewest digits that give this number again. */
  static String numberText(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) return "null";
    if (value == Math.rint(value) && Math.abs(value) < WHOLE_NUMBERS_END) return Long.toString((long) value);
    BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int count = digits.length();
    int point = count - shortest.scale();
    String sign = value < 0 ? "-" : "";
    if (count <= point && point <= 21) return sign + digits + "0".repeat(point - count);
    if (0 < point && point <= 21) return sign + digits.substring(0, point) + "." + digits.substring(point);
    if (-6 < point && point <= 0) return sign + "0." + "0".repeat(-point) + digits;
    String fraction = count == 1 ? "" : "." + digits.substring(1);
    return sign + digits.charAt(0) + fraction + "e" + (point > 0 ? "+" : "-") + Math.abs(point - 1);
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < 17; digits++) {
      BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
      BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
      boolean isBelow = below.doubleValue() == value;
      boolean isAbove = above.doubleValue() == value;
      if (isBelow && isAbove) return exact.subtract(below).compareTo(above.subtract(exact)) <= 0 ? below : above;
      if (isBelow || isAbove) return isBelow ? below : above;
    }
    return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
  }
}
