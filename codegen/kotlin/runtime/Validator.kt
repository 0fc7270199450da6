package gabarit.standin

import java.util.regex.Pattern

/** Where a value fails, and in what. */
internal class Fault(val path: String, val keyword: String, val expected: Any?)

/**
 * Checks what is sent against the plan: a small interpreter of the compact specs of events, `[keyword, argument, ...]`. The same
 * source for every plan. Do not edit.
 */
internal object Validator {
    private val patterns = HashMap<String, Pattern>()

    /** What is wrong first, in the order in which the server looks; null when the value conforms. */
    fun check(spec: Any?, value: Any?, path: String): Fault? {
        val checks = spec as List<*>
        val kind = kindOf(value)
        for (at in checks.indices step 2) {
            val keyword = checks[at] as String
            val expected = checks[at + 1]
            val fault = any(keyword, expected, kind, value, path) ?: when {
                kind and 12 != 0 -> failed(isWrongNumber(keyword, expected, number(value)), keyword, expected, path)
                kind == 16 -> failed(isWrongText(keyword, expected, value as String), keyword, expected, path)
                kind == 32 -> list(keyword, expected, value as List<*>, path)
                kind == 64 -> map(keyword, expected, value as Map<*, *>, path)
                else -> null
            }
            if (fault != null) return fault
        }
        return null
    }

    private fun failed(isWrong: Boolean, keyword: String, expected: Any?, path: String): Fault? =
        if (isWrong) Fault(path, keyword, expected) else null

    /** A bit for each of null, boolean, integer, number, string, array, object; an integer is a number too. */
    private fun kindOf(value: Any?): Int = when (value) {
        null -> 1
        is Boolean -> 2
        is String -> 16
        is List<*> -> 32
        is Map<*, *> -> 64
        else -> {
            val number = number(value)
            if (number.isNaN() || number.isInfinite()) 1 else if (number % 1 != 0.0) 8 else 12
        }
    }

    private fun number(value: Any?): Double = (value as Number).toDouble()

    /** Equal where JSON has equal values: whole numbers of any type, members in any order; minus nothing is nothing. */
    private fun comparable(value: Any?): Any? = when (kindOf(value)) {
        1 -> null
        8, 12 -> number(value) + 0.0
        32 -> (value as List<*>).map { comparable(it) }
        64 -> (value as Map<*, *>).mapValues { comparable(it.value) }
        else -> value
    }

    private fun isSame(one: Any?, other: Any?): Boolean = comparable(one) == comparable(other)

    private fun any(keyword: String, expected: Any?, kind: Int, value: Any?, path: String): Fault? = when (keyword) {
        "type" -> failed(kind and number(expected).toInt() == 0, keyword, expected, path)
        "false schema" -> Fault(path, keyword, expected)
        "const" -> failed(!isSame(value, expected), keyword, expected, path)
        "enum" -> failed((expected as List<*>).none { isSame(it, value) }, keyword, expected, path)
        "not" -> failed(check(expected, value, path) == null, keyword, expected, path)
        "anyOf" -> union(keyword, expected as List<*>, value, path, Int.MAX_VALUE)
        "oneOf" -> union(keyword, expected as List<*>, value, path, 1)
        "allOf" -> first(expected as List<*>) { check(it, value, path) }
        "if" -> {
            val specs = expected as List<*>
            check(specs[if (check(specs[0], value, path) == null) 1 else 2], value, path)
        }
        else -> null
    }

    private inline fun <T> first(items: Iterable<T>, check: (T) -> Fault?): Fault? {
        for (item in items) return check(item) ?: continue
        return null
    }

    /** Of the members of a union, none of which fits: the one that was meant, when that is clear. */
    private fun union(keyword: String, specs: List<*>, value: Any?, path: String, most: Int): Fault? {
        val faults = specs.mapNotNull { check(it, value, path) }
        val passed = specs.size - faults.size
        if (passed > 0) return failed(passed > most, keyword, specs, path)
        val (mistyped, meant) = faults.partition { it.path == path && it.keyword == "type" }
        if (meant.size > 1) return Fault(path, keyword, specs)
        return meant.firstOrNull() ?: Fault(path, "type", mistyped.fold(0) { bits, fault -> bits or number(fault.expected).toInt() })
    }

    private fun isWrongNumber(keyword: String, expected: Any?, value: Double): Boolean = when (keyword) {
        "maximum" -> value > number(expected)
        "minimum" -> value < number(expected)
        "exclusiveMaximum" -> value >= number(expected)
        "exclusiveMinimum" -> value <= number(expected)
        "multipleOf" -> {
            // 19.99 is a multiple of 0.01 to everybody but binary fractions.
            val quotient = value / number(expected)
            number(expected) == 0.0 || Math.abs(Math.rint(quotient) - quotient) > 1e-6
        }
        else -> false
    }

    private fun isWrongText(keyword: String, expected: Any?, value: String): Boolean = when (keyword) {
        "maxLength" -> value.codePointCount(0, value.length) > number(expected)
        "minLength" -> value.codePointCount(0, value.length) < number(expected)
        "pattern" -> !pattern(expected as String).matcher(value).find()
        "format" -> !Formats.accepts(expected as String, value)
        else -> false
    }

    private fun pattern(source: String): Pattern =
        synchronized(patterns) { patterns.getOrPut(source) { Pattern.compile(source) } }

    private fun list(keyword: String, expected: Any?, value: List<*>, path: String): Fault? = when (keyword) {
        "maxItems" -> failed(value.size > number(expected), keyword, expected, path)
        "minItems" -> failed(value.size < number(expected), keyword, expected, path)
        "items" -> first(value.withIndex()) { (at, item) -> check(expected, item, "$path/$at") }
        "contains" -> failed(value.all { check(expected, it, path) != null }, keyword, expected, path)
        "uniqueItems" -> failed(isRepeating(value), keyword, expected, path)
        else -> null
    }

    private fun isRepeating(items: List<*>): Boolean {
        val seen = HashSet<Any?>()
        return items.any { !seen.add(comparable(it)) }
    }

    private fun map(keyword: String, expected: Any?, value: Map<*, *>, path: String): Fault? = when (keyword) {
        "maxProperties" -> failed(value.size > number(expected), keyword, expected, path)
        "minProperties" -> failed(value.size < number(expected), keyword, expected, path)
        "required" -> (expected as List<*>).firstOrNull { !value.containsKey(it) }
            ?.let { Fault(below(path, it), keyword, expected) }
        "propertyNames" -> first(value.keys) { check(expected, it, path) }
        "properties" -> properties(expected as List<*>, value, path)
        else -> null
    }

    private fun properties(expected: List<*>, value: Map<*, *>, path: String): Fault? {
        val members = expected[0] as Map<*, *>
        val others = if (expected.size > 1) value.keys.filter { !members.containsKey(it) } else emptyList()
        return first(others) { other(expected[1], value[it], below(path, it)) }
            ?: first(members.keys.filter { value.containsKey(it) }) { check(members[it], value[it], below(path, it)) }
    }

    private fun other(rest: Any?, value: Any?, path: String): Fault? =
        if (rest is Boolean) Fault(path, "additionalProperties", rest) else check(rest, value, path)

    private fun below(path: String, key: Any?): String = path + "/" + key.toString().replace("~", "~0").replace("/", "~1")
}
