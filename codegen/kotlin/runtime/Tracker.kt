package gabarit.standin

import java.net.MalformedURLException
import java.net.URL
import java.util.Date
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/**
 * Sends planned events. One for the whole application; every method may be called from any thread, returns at once, and throws
 * nothing that fails in tracking. The same source for every plan. Do not edit.
 */
public class Tracker private constructor(
    private val options: Options,
    private val receiver: Adapter?,
    host: String,
    writeKey: String,
    usual: OnViolation,
    isRecording: Boolean = false,
) : AutoCloseable {
    private val onViolation = options.onViolation ?: usual
    private val consents = Consents(options, ::drop)
    private val kept = options.storage?.let { Kept(it, consents::mayKeep) }
    private val identity = if (receiver == null || isRecording) Identity(kept) else null
    private val backlog = if (receiver == null) kept?.let { Backlog(it, consents::agreed) } else null
    private val transport = Transport(host, writeKey, backlog, ::drop)
    private val hook = if (receiver == null) Thread({ close() }, "gabarit-close") else null

    init {
        attempt {
            if (consents.isNothingAllowed()) forgetKept() else backlog?.restore(transport)
        }
        try {
            if (hook != null) Runtime.getRuntime().addShutdownHook(hook)
        } catch (ending: IllegalStateException) {
            // The process is ending already.
        }
    }

    /**
     * Begins to take calls. What is still queued is sent when the process ends.
     *
     * @param host Where Gabarit is, e.g. `https://events.example.com`.
     * @param writeKey The write key of a source.
     * @throws IllegalArgumentException where the host is no address that can be sent to.
     */
    public constructor(
        @Suppress("UNUSED_PARAMETER") named: Named = Named(),
        host: String,
        writeKey: String,
        options: Options = Options(),
    ) : this(options, null, addressOf(host), writeKey, usual())

    /** Begins to hand everything to another SDK, which sends it and knows who the person is. */
    public constructor(adapter: Adapter, options: Options = Options()) : this(options, adapter, "", "", usual())

    public fun send(event: Event, options: CallOptions = CallOptions()) {
        attempt { submitEvent(event, options) }
    }

    private fun submitEvent(event: Event, call: CallOptions) {
        val meta = event.meta
        val about = fields("event", meta.id, "eventVersion", meta.version)
        submit(call, meta.purposes, about) { fields ->
            val properties = LinkedHashMap(options.superProperties.values(meta.superKeys))
            properties.putAll(event.values())
            for ((key, value) in meta.fixed) properties[key as String] = value
            val permitted = permitted(properties, meta.purposes.ofKeys) { consents.agreed(it, call) == true }
            fields["type"] = meta.type
            fields[if (meta.type == "track") "event" else "name"] = meta.name
            fields["properties"] = permitted
            isToLeave(meta, permitted)
        }
    }

    /** Says who a person is, and what is known about them. */
    public fun identify(userId: String, traits: UserTraits? = null, options: CallOptions = CallOptions()) {
        val purposes = PlanInfo.USER_PURPOSES
        submit(options, purposes, fields(), userId) { fields ->
            identity?.identify(userId)
            fields["type"] = "identify"
            fields["traits"] = permitted(traits?.values().orEmpty(), purposes.ofKeys) { consents.agreed(it, options) == true }
            true
        }
    }

    /** Says which group a person belongs to, and what is known about it. Its traits name its type; without, it is the plan's first. */
    public fun group(groupId: String, traits: GroupTraits? = null, options: CallOptions = CallOptions()) {
        val purposes = traits?.purposes ?: Purposes.NONE
        val groupType = if (traits == null) PlanInfo.FIRST_GROUP else traits.groupType
        submit(options, purposes, fields(), null, fields("groupType", some(groupType))) { fields ->
            identity?.join(groupId)
            fields["type"] = "group"
            fields["groupId"] = groupId
            fields["traits"] = permitted(traits?.values().orEmpty(), purposes.ofKeys) { consents.agreed(it, options) == true }
            true
        }
    }

    /** Says that two ids are one person: `previousId` becomes `userId`. */
    public fun alias(userId: String, previousId: String, options: CallOptions = CallOptions()) {
        submit(options, Purposes.NONE, fields(), userId) { fields ->
            identity?.identify(userId)
            fields["type"] = "alias"
            fields["previousId"] = previousId
            true
        }
    }

    /** Forgets the person that calls naming nobody are about. */
    public fun reset() {
        attempt {
            consents.giveUp()
            identity?.reset()
        }
    }

    /** Sends what is queued now; true once all of it was delivered or given up, false when that takes longer. Waits: not for a screen's thread. */
    public fun flush(timeout: Duration = CLOSE): Boolean = transport.flush(timeout)

    /**
     * For an application that leaves the screen, and may be ended there: sends what is queued, and keeps what cannot be sent where
     * there is a storage. Waits for nothing.
     */
    public fun onBackground() {
        attempt {
            transport.hurry()
            if (backlog != null) inBackground { backlog.keep(transport) }
        }
    }

    private fun inBackground(task: () -> Unit) {
        val thread = Thread({ attempt(task = task) }, "gabarit-storage")
        thread.isDaemon = true
        thread.start()
    }

    /** Sends what is queued, within ten seconds, and takes no more calls. */
    override fun close() {
        close(CLOSE)
    }

    /** Sends what is queued, within `timeout`, and takes no more calls; the number of messages left behind. */
    public fun close(timeout: Duration): Int {
        val left = transport.close(timeout) + consents.left()
        attempt { backlog?.keep(transport) }
        try {
            if (hook != null) Runtime.getRuntime().removeShutdownHook(hook)
        } catch (ending: IllegalStateException) {
            // The process is ending already.
        }
        return left
    }

    /**
     * Says what people agreed to, purpose by purpose; purposes left out stay as they were. What waited for it is sent, what is
     * refused is given up, and once nothing is agreed to any more nothing stays stored.
     */
    public fun setConsent(consent: Consent) {
        attempt {
            consents.decide(consent)
            if (consents.mayKeep()) identity?.keep() else forgetKept()
            transport.forgetRefused(::isRefused)
            consents.release { task -> attempt(isLate = true, task) }
            backlog?.restore(transport)
            backlog?.shrink(transport)
        }
    }

    private fun isRefused(purpose: String): Boolean = consents.agreed(purpose) == false

    private fun forgetKept() {
        identity?.forget()
        backlog?.forget()
    }

    /** False for an event that is not as planned and is to be dropped. A fault of the check itself lets the event leave. */
    private fun isToLeave(meta: Meta, properties: Map<String, Any?>): Boolean {
        if (onViolation === OnViolation.IGNORE) return true
        try {
            val fault = Validator.check(meta.spec, properties, "/properties") ?: return true
            val violation = Violation(meta.name, fault.path, fault.keyword)
            if (onViolation === OnViolation.DROP) drop(1, violation.toString()) else onViolation.found(violation)
            return onViolation !== OnViolation.DROP
        } catch (asked: ViolationException) {
            throw asked
        } catch (failure: Throwable) {
            return true
        }
    }

    /**
     * Takes the moment, the person and the id now; the message may have to wait for a consent. `fill` answers whether it is to
     * leave.
     */
    private fun submit(
        call: CallOptions,
        purposes: Purposes,
        about: Fields,
        userId: String? = null,
        typed: Fields = fields(),
        fill: (MutableMap<String, Any?>) -> Boolean,
    ) {
        attempt {
            val timestamp = textOf(call.timestamp ?: Date())
            val messageId = call.messageId ?: randomId()
            val named = userId ?: call.userId
            val anonymousId = call.anonymousId ?: if (named == null || kept != null) identity?.anonymousId else null
            val given = fields().others(call.context).toMap()
            consents.whenAgreed(purposes.ofCall, call) {
                val message = LinkedHashMap<String, Any?>()
                if (fill(message)) {
                    val person = fields("userId", some(named ?: identity?.userId), "anonymousId", some(anonymousId))
                    message.putAll(person.toMap())
                    message["timestamp"] = timestamp
                    message["messageId"] = messageId
                    message["context"] = contextOf(typed, given, about)
                    leave(message, purposes, call)
                }
            }
        }
    }

    private fun contextOf(typed: Fields, given: Map<String, Any?>, about: Fields): Map<String, Any?> {
        val context = LinkedHashMap<String, Any?>()
        if (options.appVersion != null) context["app"] = mapOf("version" to options.appVersion)
        identity?.groupId?.let { context["groupId"] = it }
        context.putAll(typed.toMap())
        context.putAll(given)
        val plan = fields("plan", PlanInfo.SLUG, "version", PlanInfo.VERSION, "hash", PlanInfo.HASH)
        context["gabarit"] = (plan + about + fields("sdk", SDK)).toMap()
        return context
    }

    private fun leave(message: Map<String, Any?>, purposes: Purposes, call: CallOptions) {
        if (receiver != null) {
            receiver.take(Message(message))
            return
        }
        // What the call itself says does not change later.
        val isOpen = { purpose: String -> call.consent?.answer(purpose) == null }
        val keys = purposes.ofKeys.mapValues { (_, all) -> all.filter(isOpen) }.filterValues { it.isNotEmpty() }
        transport.push(Waiting(Json.write(message), purposes.ofCall?.takeIf(isOpen), keys), ::isRefused)
    }

    /** Nothing that fails in tracking reaches the code that calls it, but for violations that are to be thrown there. */
    private fun attempt(isLate: Boolean = false, task: () -> Unit) {
        try {
            task()
        } catch (failure: Throwable) {
            if (!isLate && failure is ViolationException) throw failure
            drop(1, if (failure is ViolationException) failure.violation.toString() else failure.toString())
        }
    }

    private fun drop(messages: Int, reason: String) {
        try {
            options.onDrop?.tell(messages, reason)
        } catch (failure: Throwable) {
            // The application's own listener failed: tracking goes on.
        }
    }

    internal companion object {
        private const val SDK = "gabarit-kotlin/1"
        private val CLOSE = 10.seconds

        private fun addressOf(host: String): String {
            val address = try {
                URL(host)
            } catch (unreadable: MalformedURLException) {
                null
            }
            require(address != null && address.protocol in listOf("https", "http") && address.host != "") {
                "Gabarit: the host is not an address such as https://events.example.com: $host"
            }
            return host
        }

        fun recording(options: Options, receiver: (Message) -> Unit): Tracker =
            Tracker(options, Adapter { receiver(it) }, "", "", OnViolation.THROW, isRecording = true)

        private fun usual(): OnViolation =
            if (Tracker::class.java.desiredAssertionStatus()) OnViolation.WARN else OnViolation.IGNORE
    }
}
