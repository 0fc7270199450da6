package gabarit.standin

import java.math.BigDecimal
import java.math.BigInteger
import java.math.MathContext
import java.math.RoundingMode
import java.util.Date

/**
 * Values as JSON, written as JavaScript writes them: the same values are the same bytes in every language. The same source for
 * every plan. Do not edit.
 */
internal object Json {
    /** Deeper than this is a cycle. */
    private const val MAX_DEPTH = 200

    private const val WHOLE_NUMBERS_END = 9007199254740992.0

    /** A copy that later changes to the original do not reach: of maps, lists, strings, numbers, booleans and null only. */
    fun copy(value: Any?, depth: Int = 0): Any? {
        require(depth <= MAX_DEPTH) { "a value contains itself, or is nested too deep" }
        return when (value) {
            null, is Boolean, is String -> value
            is WireValue -> copy(value.wire, depth + 1)
            is Payload -> value.values()
            is Optional.Present<*> -> copy(value.value, depth + 1)
            is Optional.Absent -> null
            is Number -> number(value)
            is Map<*, *> -> copyOf(value, depth)
            is Iterable<*> -> value.map { copy(it, depth + 1) }
            is Enum<*> -> value.name
            is Date -> textOf(value)
            is UByte, is UShort, is UInt, is ULong -> value.toString().toBigInteger()
            else -> if (value.javaClass.isArray) copyOfArray(value, depth) else value.toString()
        }
    }

    private fun number(value: Number): Number = when (value) {
        is Float -> value.toString().toDouble()
        is Double, is BigDecimal, is BigInteger -> value
        is Int, is Long, is Short, is Byte -> value.toLong()
        else -> value.toDouble()
    }

    private fun copyOf(map: Map<*, *>, depth: Int): Map<String, Any?> {
        val copy = LinkedHashMap<String, Any?>()
        for ((key, item) in map) copy[keyOf(key)] = copy(item, depth + 1)
        return copy
    }

    private fun keyOf(key: Any?): String = if (key is WireValue) key.wire.toString() else key.toString()

    private fun copyOfArray(array: Any, depth: Int): List<Any?> =
        List(java.lang.reflect.Array.getLength(array)) { copy(java.lang.reflect.Array.get(array, it), depth + 1) }

    /** The text of a value that [copy] made. */
    fun write(value: Any?): String = StringBuilder().also { write(value, it) }.toString()

    private fun write(value: Any?, text: StringBuilder) {
        when (value) {
            is String -> write(value, text)
            is Double -> text.append(numberText(value))
            is Map<*, *> -> {
                var before = '{'
                for ((key, item) in value) {
                    write(key as String, text.append(before))
                    write(item, text.append(':'))
                    before = ','
                }
                text.append(if (before == '{') "{}" else "}")
            }
            is List<*> -> {
                var before = '['
                for (item in value) {
                    write(item, text.append(before))
                    before = ','
                }
                text.append(if (before == '[') "[]" else "]")
            }
            else -> text.append(value.toString())
        }
    }

    private fun write(value: String, text: StringBuilder) {
        text.append('"')
        for (at in value.indices) {
            val unit = value[at]
            when {
                unit == '"' -> text.append("\\\"")
                unit == '\\' -> text.append("\\\\")
                unit == '\b' -> text.append("\\b")
                unit == '\t' -> text.append("\\t")
                unit == '\n' -> text.append("\\n")
                unit == '\u000c' -> text.append("\\f")
                unit == '\r' -> text.append("\\r")
                unit < ' ' || isHalf(value, at) ->
                    text.append("\\u").append(Integer.toHexString(unit.code).padStart(4, '0'))
                else -> text.append(unit)
            }
        }
        text.append('"')
    }

    /** Half a character, which UTF-8 cannot carry. */
    private fun isHalf(value: String, at: Int): Boolean {
        val unit = value[at]
        if (unit.isHighSurrogate()) return at + 1 == value.length || !value[at + 1].isLowSurrogate()
        return unit.isLowSurrogate() && (at == 0 || !value[at - 1].isHighSurrogate())
    }

    /** A number as JavaScript writes it: the fewest digits that give this number again. */
    fun numberText(value: Double): String {
        if (value.isNaN() || value.isInfinite()) return "null"
        if (value == Math.rint(value) && Math.abs(value) < WHOLE_NUMBERS_END) return value.toLong().toString()
        val shortest = shortest(Math.abs(value)).stripTrailingZeros()
        val digits = shortest.unscaledValue().toString()
        val count = digits.length
        val point = count - shortest.scale()
        val sign = if (value < 0) "-" else ""
        if (point in count..21) return sign + digits + "0".repeat(point - count)
        if (point in 1..21) return sign + digits.substring(0, point) + "." + digits.substring(point)
        if (point in -5..0) return sign + "0." + "0".repeat(-point) + digits
        val fraction = if (count == 1) "" else "." + digits.substring(1)
        return sign + digits[0] + fraction + "e" + (if (point > 0) "+" else "-") + Math.abs(point - 1)
    }

    private fun shortest(value: Double): BigDecimal {
        val exact = BigDecimal(value)
        for (digits in 1..16) {
            val below = exact.round(MathContext(digits, RoundingMode.DOWN))
            val above = exact.round(MathContext(digits, RoundingMode.UP))
            val isBelow = below.toDouble() == value
            val isAbove = above.toDouble() == value
            if (isBelow && isAbove) return if (exact.subtract(below) <= above.subtract(exact)) below else above
            if (isBelow || isAbove) return if (isBelow) below else above
        }
        return exact.round(MathContext(17, RoundingMode.HALF_EVEN))
    }
}
