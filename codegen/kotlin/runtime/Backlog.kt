package gabarit.standin

/**
 * Messages that outlive the process: a copy of what waits, written when the network fails, the application leaves the screen or
 * the tracker closes. A message that leaves twice for it counts once, by its id. The same source for every plan. Do not edit.
 */
internal class Backlog(private val kept: Kept, private val agreed: (String) -> Boolean?) {
    /** Of an earlier process; undecided ones wait here for an answer. */
    private var earlier: List<Waiting>? = null
    private var isWritten = false

    /** Takes up what an earlier process left, as far as people agree to it. */
    @Synchronized
    fun restore(transport: Transport) {
        if (!kept.isAllowed()) return
        val known = earlier ?: read()
        for (message in known) message.leaveOut { agreed(it) == false }
        val left = known.filter { message -> message.purpose == null || agreed(message.purpose) != false }
        val (undecided, ready) = left.partition { message -> purposesOf(message).any { agreed(it) == null } }
        earlier = undecided + transport.pushBefore(ready)
        isWritten = isWritten || known.isNotEmpty()
    }

    /** Writes what waits; what is kept already stays while people have not decided. */
    @Synchronized
    fun keep(transport: Transport) {
        if (!kept.isAllowed()) return
        restore(transport)
        val all = earlier.orEmpty() + transport.waiting()
        if (all.isEmpty()) forget() else isWritten = kept.write(KEY, Json.write(all.map(::entryOf)))
    }

    /** What left, or is refused, is not kept any more. */
    @Synchronized
    fun shrink(transport: Transport) {
        if (isWritten) keep(transport)
    }

    @Synchronized
    fun forget() {
        earlier = null
        isWritten = false
        kept.forget(KEY)
    }

    private fun read(): List<Waiting> = try {
        kept.read(KEY)?.let { text -> (JsonReader.read(text) as List<*>).mapNotNull(::messageOf) }.orEmpty()
    } catch (unreadable: RuntimeException) {
        emptyList()
    }

    private fun purposesOf(message: Waiting): List<String> = listOfNotNull(message.purpose) + message.keys.values.flatten()

    private fun entryOf(message: Waiting): List<Any?> = listOf(String(message.bytes), message.purpose, message.keys)

    private fun messageOf(entry: Any?): Waiting? {
        val (text, purpose, keys) = entry as? List<*> ?: return null
        return if (text is String) Waiting(text, purpose as? String, Purposes.keysOf(keys)) else null
    }

    private companion object {
        const val KEY = "gabarit_messages"
    }
}
