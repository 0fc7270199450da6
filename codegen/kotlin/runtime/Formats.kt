package gabarit.standin

import java.util.regex.Matcher
import java.util.regex.Pattern

/** The string formats of a plan, as the server reads them. The same source for every plan. Do not edit. */
internal object Formats {
    private val DATE = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")
    private val TIME = Pattern.compile(
        "([0-9]{2}):([0-9]{2}):([0-9]{2}(?:\\.[0-9]+)?)(?:[zZ]|([+-])([0-9]{2})(?::?([0-9]{2}))?)"
    )
    private const val BETWEEN = "tT\t\n\u000b\u000c\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" +
        "\u2028\u2029\u202f\u205f\u3000\ufeff"
    private val DURATION = Pattern.compile(
        "P(?!\\z)(?:(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?|[0-9]+W)"
    )
    private val EMAIL = insensitive(
        "[a-z0-9_!#\$%&'*+/=?^`{|}~-]+(?:\\.[a-z0-9_!#\$%&'*+/=?^`{|}~-]+)*" +
            "@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+"
    )
    private val HOSTNAME = insensitive(
        "(?=.{1,253}\\.?\\z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*\\.?"
    )
    private val UUID = insensitive("(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
    private val GROUP = insensitive("[0-9a-f]{1,4}")
    private val BYTE = Pattern.compile("[0-9]{1,3}")
    private const val PLAIN = "[a-z0-9._~!\$&'()*+,;=:@/-]|%[0-9a-f]{2}"
    private const val USER = "(?:[a-z0-9._~!\$&'()*+,;=:-]|%[0-9a-f]{2})"
    private val URI = insensitive(
        "[a-z][a-z0-9+.-]*:(?:(?:$PLAIN)+|//?(?:$USER*@)?\\[(.+)\\](?::[0-9]*)?(?:/(?:$PLAIN)*)?)" +
            "(?:\\?(?:$PLAIN|\\?)*)?(?:#(?:$PLAIN|\\?)*)?"
    )
    private val FUTURE = insensitive("v[0-9a-f]+\\.[a-z0-9._~!\$&'()*+,;=:-]+")

    private fun insensitive(source: String): Pattern = Pattern.compile(source, Pattern.CASE_INSENSITIVE)

    private fun Pattern.fits(text: String): Boolean = matcher(text).matches()

    /** True as well for a format that is not known here. */
    fun accepts(format: String, text: String): Boolean = when (format) {
        "date" -> isDate(text)
        "time" -> isTime(text)
        "date-time" -> isMoment(text)
        "duration" -> DURATION.fits(text)
        "email" -> EMAIL.fits(text)
        "hostname" -> HOSTNAME.fits(text)
        "uuid" -> UUID.fits(text)
        "ipv4" -> isAddress4(text, false)
        "ipv6" -> isAddress6(text, false)
        "uri" -> isUri(text)
        else -> true
    }

    private fun isMoment(text: String): Boolean {
        val between = text.indices.singleOrNull { text[it] in BETWEEN } ?: return false
        return isDate(text.substring(0, between)) && isTime(text.substring(between + 1))
    }

    private fun Matcher.number(group: Int): Int = group(group)?.toInt() ?: 0

    private fun isDate(text: String): Boolean {
        val found = DATE.matcher(text)
        if (!found.matches()) return false
        val year = found.number(1)
        val month = found.number(2)
        val day = found.number(3)
        val february = if (year % 4 != 0 || (year % 100 == 0 && year % 400 != 0)) 28 else 29
        val days = if (month == 2) february else 30 + ((month + (month shr 3)) and 1)
        return month in 1..12 && day in 1..days
    }

    /** With a zone. A leap second is one at the end of a day in Greenwich. */
    private fun isTime(text: String): Boolean {
        val found = TIME.matcher(text)
        if (!found.matches()) return false
        val hour = found.number(1)
        val minute = found.number(2)
        val second = found.group(3)?.toDouble() ?: 0.0
        val sign = if (found.group(4) == "-") -1 else 1
        val zoneHour = found.number(5)
        val zoneMinute = found.number(6)
        if (zoneHour > 23 || zoneMinute > 59) return false
        if (hour < 24 && minute < 60 && second < 60) return true
        val inGreenwich = minute - zoneMinute * sign
        val hourThere = hour - zoneHour * sign - (if (inGreenwich < 0) 1 else 0)
        return second < 61 && (hourThere == 23 || hourThere == -1) && (inGreenwich == 59 || inGreenwich == -1)
    }

    private fun isAddress4(text: String, lenient: Boolean): Boolean {
        val parts = text.split('.')
        return parts.size == 4 && parts.all { part ->
            BYTE.fits(part) && part.toInt() <= 255 && (lenient || part.length == 1 || !part.startsWith("0"))
        }
    }

    /** Eight groups, or fewer around one `::`; the last two may be written as an IPv4 address. */
    private fun isAddress6(text: String, lenient: Boolean): Boolean {
        val halves = text.split("::")
        val groups = halves.filter { it.isNotEmpty() }.flatMap { it.split(':') }
        val last = groups.lastOrNull() ?: ""
        val isLong = last.contains('.') && isAddress4(last, lenient) && text.endsWith(last)
        val count = groups.size + (if (isLong) 1 else 0)
        val written = if (isLong) groups.dropLast(1) else groups
        val fits = if (halves.size == 1) count == 8 else halves.size == 2 && count < 8
        return fits && written.all { GROUP.fits(it) }
    }

    private fun isUri(text: String): Boolean {
        val found = URI.matcher(text)
        if (!found.matches()) return false
        val address = found.group(1) ?: return true
        return isAddress6(address, true) || FUTURE.fits(address)
    }
}
