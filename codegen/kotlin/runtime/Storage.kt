package gabarit.standin

import java.io.File

/**
 * Where an application keeps what is to outlive its process: who the person of this device is, and messages that could not be
 * sent yet. Called from several threads. The same source for every plan. Do not edit.
 */
public interface Storage {
    /** What was kept under this key; null when nothing was. */
    public fun read(key: String): String?

    /** Null forgets it. */
    public fun write(key: String, value: String?)
}

/** Keeps each value in a file of this folder, which nothing else writes to. */
public class FileStorage(private val folder: File) : Storage {
    @Synchronized
    override fun read(key: String): String? {
        val file = File(folder, key)
        return if (file.isFile) file.readText() else null
    }

    /** Whoever is stopped in between finds what was there before. */
    @Synchronized
    override fun write(key: String, value: String?) {
        val file = File(folder, key)
        if (value == null) {
            file.delete()
            return
        }
        folder.mkdirs()
        val next = File(folder, "$key.next")
        next.writeText(value)
        if (!next.renameTo(file)) {
            file.delete()
            next.renameTo(file)
        }
    }
}

/** A storage that fails keeps nothing, and nothing is kept that people did not agree to. */
internal class Kept(private val storage: Storage, private val mayKeep: () -> Boolean) {
    fun isAllowed(): Boolean = mayKeep()

    fun read(key: String): String? = try {
        if (mayKeep()) storage.read(key) else null
    } catch (failure: Throwable) {
        null
    }

    /** Whether it is kept now. */
    fun write(key: String, value: String): Boolean = try {
        val may = mayKeep()
        if (may) storage.write(key, value)
        may
    } catch (failure: Throwable) {
        false
    }

    fun forget(key: String) {
        try {
            storage.write(key, null)
        } catch (failure: Throwable) {
            // It stays as it is, unread.
        }
    }
}

/** Who the calls that name nobody are about: somebody of this process, or of the device where that is kept. */
internal class Identity(private val kept: Kept?) {
    private class Person(val anonymousId: String, val userId: String? = null, val groupId: String? = null)

    private var person: Person? = null
    private var isKept = false

    @get:Synchronized
    val anonymousId: String get() = current().anonymousId

    /** Of an application that keeps it. */
    @get:Synchronized
    val userId: String? get() = if (kept == null) null else current().userId

    @get:Synchronized
    val groupId: String? get() = if (kept == null) null else current().groupId

    @Synchronized
    fun identify(userId: String) {
        if (kept != null) remember(Person(current().anonymousId, userId, current().groupId))
    }

    @Synchronized
    fun join(groupId: String) {
        if (kept != null) remember(Person(current().anonymousId, current().userId, groupId))
    }

    @Synchronized
    fun reset() {
        // What is kept may not be replaced yet, and must not come back.
        kept?.forget(KEY)
        remember(Person(randomId()))
    }

    /** Keeping is allowed now: whoever was known on this device before is the same person, unless another one says who they are. */
    @Synchronized
    fun keep() {
        val now = person ?: return
        if (isKept) return
        val before = stored() ?: return remember(now)
        val isOther = now.userId != null && before.userId != null && now.userId != before.userId
        val same = Person(before.anonymousId, now.userId ?: before.userId, now.groupId ?: before.groupId)
        remember(if (isOther) now else same)
    }

    @Synchronized
    fun forget() {
        isKept = false
        kept?.forget(KEY)
    }

    private fun current(): Person = person ?: (stored() ?: Person(randomId())).also { remember(it) }

    private fun remember(next: Person) {
        person = next
        val values = fields("anonymousId", next.anonymousId, "userId", some(next.userId), "groupId", some(next.groupId))
        isKept = kept?.write(KEY, Json.write(values.toMap())) == true
    }

    private fun stored(): Person? = try {
        val known = kept?.read(KEY)?.let { JsonReader.read(it) } as? Map<*, *>
        (known?.get("anonymousId") as? String)?.let { Person(it, known["userId"] as? String, known["groupId"] as? String) }
    } catch (unreadable: RuntimeException) {
        null
    }

    private companion object {
        const val KEY = "gabarit_identity"
    }
}

internal fun randomId(): String = java.util.UUID.randomUUID().toString()
