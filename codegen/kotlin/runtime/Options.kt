package gabarit.standin

/**
 * What a tracker is started with. The same source for every plan. Do not edit.
 *
 * @param appVersion The version of your application.
 * @param superProperties Values for properties of bundles, added to each event that plans them and whose call does not give them.
 * @param consent What people agreed to so far: nothing of a purpose leaves before it is agreed to.
 * @param sendAfterConsent Keeps calls made before their purpose is decided, at most 1,000, and sends them once it is agreed to.
 * Default: drops them.
 * @param onViolation Checks events before they leave, and what is done about those that are not as planned.
 * @param onDrop Told when messages are given up: how many, and why.
 * @param storage Of an application that one person uses, on a device: keeps who that is, and messages that cannot be sent yet.
 */
public class Options(
    internal val appVersion: String? = null,
    internal val superProperties: SuperProperties = SuperProperties(),
    internal val consent: Consent = Consent.UNDECIDED,
    internal val sendAfterConsent: Boolean = false,
    internal val onViolation: OnViolation? = null,
    internal val onDrop: OnDrop? = null,
    internal val storage: Storage? = null,
)
