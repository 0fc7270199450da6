package gabarit.standin

/** A message as it leaves. The same source for every plan. Do not edit. */
public class Message internal constructor(fields: Map<String, Any?>) {
    /** Every field, by its key on the wire: of maps, lists, strings, numbers, booleans and null. */
    public val fields: Map<String, Any?> = java.util.Collections.unmodifiableMap(fields)

    /** `track`, `page`, `screen`, `identify`, `group` or `alias`. */
    public val type: String get() = fields["type"] as String

    /** The name of an event; null for other calls. */
    public val name: String? get() = text(if (type == "track") "event" else "name")

    public val properties: Map<String, Any?> get() = map("properties")
    public val traits: Map<String, Any?> get() = map("traits")
    public val context: Map<String, Any?> get() = map("context")
    public val userId: String? get() = text("userId")
    public val anonymousId: String? get() = text("anonymousId")
    public val groupId: String? get() = text("groupId")
    public val previousId: String? get() = text("previousId")

    /** As JSON. */
    override fun toString(): String = Json.write(fields)

    private fun text(key: String): String? = fields[key] as? String

    @Suppress("UNCHECKED_CAST")
    private fun map(key: String): Map<String, Any?> = fields[key] as? Map<String, Any?> ?: emptyMap()
}

/**
 * Takes messages in place of Gabarit, e.g. another SDK that is already there. Called where the event is sent, in the same thread;
 * what it throws is told to `onDrop`.
 */
public fun interface Adapter {
    public fun take(message: Message)
}

/** Is told when messages are given up: how many, and why. */
public fun interface OnDrop {
    public fun tell(messages: Int, reason: String)
}

/**
 * For the tests of your application: its tracker records what would have been sent, and nothing reaches the network.
 *
 * @param options Of the tracker; people agree to everything where they say nothing else.
 */
public class Recorder(options: Options = Options(consent = Consent.GRANTED)) {
    private val recorded = ArrayList<Message>()

    /** The tracker to hand to the code under test. */
    public val tracker: Tracker = Tracker.recording(options) { message -> synchronized(recorded) { recorded.add(message) } }

    /** What was recorded so far, in order. */
    public val messages: List<Message> get() = synchronized(recorded) { recorded.toList() }

    /** What was recorded of the event with this name on the wire. */
    public fun events(name: String): List<Message> = messages.filter { it.name == name }

    /** Forgets what was recorded. */
    public fun clear() {
        synchronized(recorded) { recorded.clear() }
    }
}
