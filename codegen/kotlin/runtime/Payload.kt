package gabarit.standin

/** Stands first wherever arguments are to be named: without their names two of them could change places unseen. */
public class Named internal constructor()

/** What may be left out, of a property whose value may be null too. */
public sealed class Optional<out T> {
    /** The key is not sent. */
    public object Absent : Optional<Nothing>()

    /** The key is sent with this value. */
    public data class Present<out T>(public val value: T) : Optional<T>()
}

/** A value that the plan names, with what stands for it on the wire. */
public interface WireValue {
    public val wire: Any?
}

/** A value that may be left out, but may not be null. */
internal fun some(value: Any?): Any = value ?: Optional.Absent

/** Keys and their values, in the order of the plan; what is absent is left out. */
internal fun fields(vararg pairs: Any?): Fields = Fields(pairs.asList())

/** What is wrong with a value is told where the object is sent, never thrown here. */
internal class Fields(private val pairs: List<Any?>, private val others: Map<*, *> = emptyMap<Any?, Any?>()) {
    operator fun plus(more: Fields): Fields = Fields(pairs + more.pairs, others + more.others)

    /** Keys that the plan does not name; those that it names are not replaced. */
    fun others(values: Map<*, *>): Fields = Fields(pairs, others + values)

    fun toMap(): Map<String, Any?> {
        val map = LinkedHashMap<String, Any?>()
        for (at in pairs.indices step 2) {
            val value = pairs[at + 1]
            if (value != Optional.Absent) map[pairs[at] as String] = Json.copy(value)
        }
        for ((key, value) in others) {
            if (!map.containsKey(key.toString())) map[key.toString()] = Json.copy(value)
        }
        return map
    }

    /** Where the values are functions: those that were given. */
    fun functions(): Map<String, () -> Any?> {
        val functions = LinkedHashMap<String, () -> Any?>()
        for (at in pairs.indices step 2) {
            functions[pairs[at] as String] = pairs[at + 1] as? () -> Any? ?: continue
        }
        return functions
    }
}

/** A JSON object; it never changes. The same source for every plan. Do not edit. */
public abstract class Payload internal constructor(given: Fields) {
    private var problem: Throwable? = null

    private val values: Map<String, Any?> = try {
        given.toMap()
    } catch (wrong: Throwable) {
        problem = wrong
        emptyMap()
    }

    /** By their keys on the wire. */
    internal fun values(): Map<String, Any?> {
        problem?.let { throw it }
        return values
    }

    final override fun equals(other: Any?): Boolean =
        other is Payload && other.javaClass == javaClass && other.values == values

    final override fun hashCode(): Int = values.hashCode()

    /** What leaves, as JSON. */
    final override fun toString(): String = Json.write(values)
}
