package gabarit.standin

/**
 * Reads JSON that generated code or this runtime wrote: maps, lists, strings, numbers, booleans, null. The same source for every
 * plan. Do not edit.
 */
internal class JsonReader private constructor(private val text: String) {
    private var at = 0

    companion object {
        fun read(text: String): Any? {
            val reader = JsonReader(text)
            val value = reader.value()
            reader.skip()
            require(reader.at == text.length) { "JSON goes on at ${reader.at}" }
            return value
        }
    }

    private fun skip() {
        while (at < text.length && text[at] in " \t\n\r") at++
    }

    private fun value(): Any? {
        skip()
        return when (text[at]) {
            '{' -> map()
            '[' -> list()
            '"' -> string()
            't' -> word("true", true)
            'f' -> word("false", false)
            'n' -> word("null", null)
            else -> number()
        }
    }

    private fun word(word: String, value: Any?): Any? {
        require(text.startsWith(word, at)) { "no JSON at $at" }
        at += word.length
        return value
    }

    private fun map(): Map<String, Any?> {
        val map = LinkedHashMap<String, Any?>()
        var more = !isEnd('}')
        while (more) {
            skip()
            val key = string()
            skip()
            word(":", null)
            map[key] = value()
            more = isNext('}')
        }
        return map
    }

    private fun list(): List<Any?> {
        val list = ArrayList<Any?>()
        var more = !isEnd(']')
        while (more) {
            list.add(value())
            more = isNext(']')
        }
        return list
    }

    /** After an opening bracket: whether it closes at once. */
    private fun isEnd(end: Char): Boolean {
        at++
        skip()
        if (text[at] != end) return false
        at++
        return true
    }

    private fun isNext(end: Char): Boolean {
        skip()
        val found = text[at++]
        require(found == ',' || found == end) { "no JSON at $at" }
        return found == ','
    }

    private fun string(): String {
        val string = StringBuilder()
        at++
        while (text[at] != '"') {
            val unit = text[at++]
            string.append(if (unit == '\\') escape(text[at++]) else unit)
        }
        at++
        return string.toString()
    }

    private fun escape(letter: Char): Char = when (letter) {
        'b' -> '\b'
        'f' -> '\u000c'
        'n' -> '\n'
        'r' -> '\r'
        't' -> '\t'
        'u' -> {
            at += 4
            text.substring(at - 4, at).toInt(16).toChar()
        }
        else -> letter
    }

    private fun number(): Number {
        val from = at
        while (at < text.length && text[at] in "+-.eE0123456789") at++
        val digits = text.substring(from, at)
        return digits.toLongOrNull() ?: digits.toDouble()
    }
}
