package gabarit.standin

/**
 * What people agreed to, purpose by purpose; what is not said is not decided. Never changes. The same source for every plan. Do
 * not edit.
 */
public class Consent private constructor(private val all: Boolean, private val answers: Map<String, Boolean>) {
    /** `Consent(ConsentPurpose.X to true)`. */
    public constructor(vararg answers: Pair<ConsentPurpose, Boolean>) :
        this(false, answers.associate { (purpose, answer) -> purpose.wire to answer })

    public companion object {
        /** Nothing is decided yet. */
        @JvmField
        public val UNDECIDED: Consent = Consent(false, emptyMap())

        /** Agreed to every purpose of the plan. */
        @JvmField
        public val GRANTED: Consent = Consent(true, emptyMap())
    }

    /** This, and where it says nothing what was said before. */
    internal fun over(earlier: Consent): Consent =
        if (all) this else Consent(earlier.all, earlier.answers + answers)

    /** True, false, or null when it is not decided. */
    internal fun answer(purpose: String): Boolean? = answers[purpose] ?: if (all) true else null
}

/** What is known of people's answers, and the calls that wait for one. */
internal class Consents(private val options: Options, private val dropped: (Int, String) -> Unit) {
    private class Held(val purpose: String, val task: () -> Unit)

    private var held = ArrayList<Held>()
    private var decided = Consent.UNDECIDED

    /** True, false, or null while it is not decided. What people may object to is agreed to until they do. */
    @Synchronized
    fun agreed(purpose: String): Boolean? =
        decided.answer(purpose) ?: options.consent.answer(purpose) ?: if (purpose in PlanInfo.OBJECTABLE) true else null

    fun agreed(purpose: String, call: CallOptions): Boolean? = call.consent?.answer(purpose) ?: agreed(purpose)

    /** Something is kept on the device where the plan names no purpose, or people agreed to one of those they are asked for. */
    fun mayKeep(): Boolean {
        val purposes = ConsentPurpose.values().map { it.wire }
        val asked = purposes.filter { it !in PlanInfo.OBJECTABLE }.ifEmpty { purposes }
        return asked.isEmpty() || asked.any { agreed(it) == true }
    }

    /** People refused everything. */
    fun isNothingAllowed(): Boolean {
        val purposes = ConsentPurpose.values()
        return purposes.isNotEmpty() && purposes.all { agreed(it.wire) == false }
    }

    @Synchronized
    fun decide(consent: Consent) {
        decided = consent.over(decided)
    }

    /** Runs the task if its purpose is agreed to; else it waits for that, or is given up. */
    fun whenAgreed(purpose: String?, call: CallOptions, task: () -> Unit) {
        if (purpose == null) return task()
        val reason = synchronized(this) {
            val answer = agreed(purpose, call)
            when {
                answer == true -> null
                answer == false || !options.sendAfterConsent -> "no consent: $purpose"
                held.size >= MAX_HELD -> "too many calls before consent"
                else -> {
                    held.add(Held(purpose, task))
                    return
                }
            }
        }
        if (reason == null) task() else dropped(1, reason)
    }

    /** Looks again at what waits; one that fails is given up alone. */
    fun release(attempt: (() -> Unit) -> Unit) {
        for (one in taken()) attempt { whenAgreed(one.purpose, CallOptions(), one.task) }
    }

    /** How many calls waited; none does any more. */
    fun left(): Int = taken().size

    /** The person it was about is forgotten. */
    fun giveUp() {
        val count = left()
        if (count > 0) dropped(count, "reset")
    }

    @Synchronized
    private fun taken(): List<Held> = held.also { held = ArrayList() }

    private companion object {
        const val MAX_HELD = 1000
    }
}
