package gabarit.standin

/** A planned event with its properties, ready to be sent. The same source for every plan. Do not edit. */
public abstract class Event internal constructor(internal val meta: Meta, given: Fields) : Payload(given)

/** What is known about a group, with the type of the group. */
public abstract class GroupTraits internal constructor(
    internal val groupType: String,
    internal val purposes: Purposes,
    given: Fields,
) : Payload(given)

/** What the plan says of an event, whoever sends it; `about` and `spec` are JSON, read when they are needed. */
internal class Meta(
    val type: String,
    val name: String,
    val id: String,
    val version: Int,
    about: String,
    spec: String,
) {
    private val said: Map<*, *> by lazy { JsonReader.read(about) as Map<*, *> }

    /** Constants that are filled in. */
    val fixed: Map<*, *> get() = said["fixed"] as? Map<*, *> ?: emptyMap<Any?, Any?>()

    /** Keys that super properties may fill. */
    val superKeys: List<*> get() = said["superKeys"] as? List<*> ?: emptyList<Any?>()

    val purposes: Purposes by lazy { Purposes.of(said) }

    /** What its properties must satisfy. */
    val spec: Any? by lazy { JsonReader.read(spec) }
}

/** What people must agree to: of a whole call, and of single keys of it, which are left out until then. */
internal class Purposes(val ofCall: String?, val ofKeys: Map<String, List<String>>) {
    companion object {
        val NONE = Purposes(null, emptyMap())

        fun read(json: String): Purposes = of(JsonReader.read(json) as Map<*, *>)

        fun of(said: Map<*, *>): Purposes = Purposes(said["call"] as? String, keysOf(said["keys"]))

        fun keysOf(said: Any?): Map<String, List<String>> {
            val keys = LinkedHashMap<String, List<String>>()
            for ((key, purposes) in said as? Map<*, *> ?: return keys) {
                keys[key.toString()] = (purposes as? List<*>).orEmpty().map { it.toString() }
            }
            return keys
        }
    }
}

/** The values of which every purpose of their key is to be had. */
internal inline fun permitted(
    values: Map<String, Any?>,
    keys: Map<String, List<String>>,
    isToBeHad: (String) -> Boolean,
): Map<String, Any?> {
    if (keys.isEmpty()) return values
    val refused = keys.filterValues { purposes -> !purposes.all(isToBeHad) }.keys
    return values.filterKeys { it !in refused }
}

/** Functions that give the values of properties of bundles, added to each event that plans them. */
public abstract class SuperValues internal constructor(suppliers: Fields) {
    private val suppliers: Map<String, () -> Any?> = suppliers.functions()

    /** Their values now, of the keys that an event plans. */
    internal fun values(planned: List<*>): Map<String, Any?> {
        val values = LinkedHashMap<String, Any?>()
        for ((key, supplier) in suppliers) {
            if (key !in planned) continue
            val value = supplier()
            if (value != null) values[key] = Json.copy(value)
        }
        return values
    }
}

/** The same function for a property that may be null: what it gives is sent, null too. */
internal fun always(supplier: (() -> Any?)?): (() -> Any?)? = supplier?.let { { Optional.Present(it()) } }
