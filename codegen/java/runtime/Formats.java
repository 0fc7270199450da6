package gabarit.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The string formats of a plan, as the server reads them. The same source for every plan. Do not edit. */
final class Formats {
  private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
  private static final Pattern TIME = Pattern.compile(
      "([0-9]{2}):([0-9]{2}):([0-9]{2}(?:\\.[0-9]+)?)(?:[zZ]|([+-])([0-9]{2})(?::?([0-9]{2}))?)");
  private static final Pattern BETWEEN = Pattern.compile(
      "[tT\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}]");
  private static final Pattern DURATION = Pattern.compile(
      "P(?!\\z)(?:(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?|[0-9]+W)");
  private static final Pattern EMAIL = insensitive(
      "[a-z0-9_!#$%&'*+/=?^`{|}~-]+(?:\\.[a-z0-9_!#$%&'*+/=?^`{|}~-]+)*"
          + "@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+");
  private static final Pattern HOSTNAME = insensitive(
      "(?=.{1,253}\\.?\\z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*\\.?");
  private static final Pattern UUID = insensitive("(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}");
  private static final Pattern GROUP = insensitive("[0-9a-f]{1,4}");
  private static final String PLAIN = "[a-z0-9._~!$&'()*+,;=:@/-]|%[0-9a-f]{2}";
  private static final String USER = "(?:[a-z0-9._~!$&'()*+,;=:-]|%[0-9a-f]{2})";
  private static final Pattern URI = insensitive("[a-z][a-z0-9+.-]*:(?:(?:" + PLAIN + ")+|//?(?:" + USER
      + "*@)?\\[(.+)\\](?::[0-9]*)?(?:/(?:" + PLAIN + ")*)?)(?:\\?(?:" + PLAIN + "|\\?)*)?(?:#(?:" + PLAIN + "|\\?)*)?");
  private static final Pattern FUTURE = insensitive("v[0-9a-f]+\\.[a-z0-9._~!$&'()*+,;=:-]+");

  private Formats() {}

  private static Pattern insensitive(String source) {
    return Pattern.compile(source, Pattern.CASE_INSENSITIVE);
  }

  /** True as well for a format that is not known here. */
  static boolean accepts(String format, String text) {
    switch (format) {
      case "date":
        return isDate(text);
      case "time":
        return isTime(text);
      case "date-time":
        String[] parts = BETWEEN.split(text, -1);
        return parts.length == 2 && isDate(parts[0]) && isTime(parts[1]);
      case "duration":
        return DURATION.matcher(text).matches();
      case "email":
        return EMAIL.matcher(text).matches();
      case "hostname":
        return HOSTNAME.matcher(text).matches();
      case "uuid":
        return UUID.matcher(text).matches();
      case "ipv4":
        return isAddress4(text, false);
      case "ipv6":
        return isAddress6(text, false);
      case "uri":
        return isUri(text);
      default:
        return true;
    }
  }

  private static boolean isDate(String text) {
    Matcher found = DATE.matcher(text);
    if (!found.matches()) return false;
    int year = Integer.parseInt(found.group(1));
    int month = Integer.parseInt(found.group(2));
    int day = Integer.parseInt(found.group(3));
    int february = year % 4 != 0 || (year % 100 == 0 && year % 400 != 0) ? 28 : 29;
    return day > 0 && month > 0 && month < 13 && day <= (month == 2 ? february : 30 + ((month + (month >> 3)) & 1));
  }

  /** With a zone. A leap second is one at the end of a day in Greenwich. */
  private static boolean isTime(String text) {
    Matcher found = TIME.matcher(text);
    if (!found.matches()) return false;
    int hour = Integer.parseInt(found.group(1));
    int minute = Integer.parseInt(found.group(2));
    double second = Double.parseDouble(found.group(3));
    int sign = "-".equals(found.group(4)) ? -1 : 1;
    int zoneHour = found.group(5) == null ? 0 : Integer.parseInt(found.group(5));
    int zoneMinute = found.group(6) == null ? 0 : Integer.parseInt(found.group(6));
    if (zoneHour > 23 || zoneMinute > 59) return false;
    if (hour < 24 && minute < 60 && second < 60) return true;
    int inGreenwich = minute - zoneMinute * sign;
    int hourThere = hour - zoneHour * sign - (inGreenwich < 0 ? 1 : 0);
    return second < 61 && (hourThere == 23 || hourThere == -1) && (inGreenwich == 59 || inGreenwich == -1);
  }

  private static boolean isAddress4(String text, boolean lenient) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) return false;
    for (String part : parts) {
      if (!part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 255) return false;
      if (!lenient && part.length() > 1 && part.startsWith("0")) return false;
    }
    return true;
  }

  /** Eight groups, or fewer around one `::`; the last two may be written as an IPv4 address. */
  private static boolean isAddress6(String text, boolean lenient) {
    String[] halves = text.split("::", -1);
    List<String> groups = new ArrayList<>();
    for (String half : halves) if (!half.isEmpty()) groups.addAll(List.of(half.split(":", -1)));
    String last = groups.isEmpty() ? "" : groups.get(groups.size() - 1);
    boolean isLong = last.contains(".") && isAddress4(last, lenient) && text.endsWith(last);
    int count = groups.size() + (isLong ? 1 : 0);
    List<String> written = isLong ? groups.subList(0, groups.size() - 1) : groups;
    boolean fits = halves.length == 1 ? count == 8 : halves.length == 2 && count < 8;
    return fits && written.stream().allMatch(group -> GROUP.matcher(group).matches());
  }

  private static boolean isUri(String text) {
    Matcher found = URI.matcher(text);
    if (!found.matches()) return false;
    String address = found.group(1);
    return address == null || isAddress6(address, true) || FUTURE.matcher(address).matches();
  }
}
