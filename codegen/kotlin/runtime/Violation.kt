package gabarit.standin

import java.util.logging.Logger

/** What is wrong first with an event: its name on the wire, a JSON pointer to the value, the keyword that it fails. */
public class Violation internal constructor(
    public val event: String,
    public val path: String,
    public val keyword: String,
) {
    /** All of it in one line. */
    override fun toString(): String = "Gabarit: $event is not as planned: $path: $keyword"
}

/** An event is not as planned, and [OnViolation.THROW] was asked for. */
public class ViolationException internal constructor(public val violation: Violation) : RuntimeException(violation.toString())

/**
 * What is done about an event that is not as planned; a function of your own is told, and the event is sent. The same source for
 * every plan. Do not edit.
 */
public fun interface OnViolation {
    public fun found(violation: Violation)

    public companion object {
        /** Nothing is checked: the server does it. The default where assertions are off, as they are in production. */
        @JvmField
        public val IGNORE: OnViolation = Silent()

        /** A line in the log, and the event is sent. The default where assertions are on (`java -ea`), as they are in tests. */
        @JvmField
        public val WARN: OnViolation = OnViolation { Logger.getLogger("gabarit").warning(it.toString()) }

        /** The event is not sent. */
        @JvmField
        public val DROP: OnViolation = Silent()

        /** The call throws a [ViolationException]. The default of a [Recorder]. */
        @JvmField
        public val THROW: OnViolation = OnViolation { throw ViolationException(it) }
    }
}

/** Known by which of them it is. */
private class Silent : OnViolation {
    override fun found(violation: Violation) = Unit
}
