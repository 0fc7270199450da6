package gabarit.standin

import java.text.SimpleDateFormat
import java.util.Date
import java.util.Locale
import java.util.TimeZone

/**
 * What every call may say besides its properties. The same source for every plan. Do not edit.
 *
 * @param userId Who did it.
 * @param anonymousId Who did it, when they are not known by name.
 * @param timestamp When it happened. Default: now.
 * @param messageId A repeated message id counts once. Default: a random one.
 * @param context Added to the context that the SDK fills in.
 * @param consent What this person agreed to, where one process serves many; it goes before what the tracker was told.
 */
public class CallOptions(
    @Suppress("UNUSED_PARAMETER") named: Named = Named(),
    internal val userId: String? = null,
    internal val anonymousId: String? = null,
    internal val timestamp: Date? = null,
    internal val messageId: String? = null,
    internal val context: Map<String, Any?> = emptyMap(),
    internal val consent: Consent? = null,
)

/** Moments as every SDK writes them: UTC, three digits of milliseconds. */
internal fun textOf(moment: Date): String {
    val format = SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.US)
    format.timeZone = TimeZone.getTimeZone("UTC")
    return format.format(moment)
}
