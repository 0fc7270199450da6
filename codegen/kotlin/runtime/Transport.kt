package gabarit.standin

import java.net.HttpURLConnection
import java.net.URL
import java.util.Date
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock
import kotlin.random.Random
import kotlin.time.Duration

/** A message that waits, and what people must go on agreeing to until it leaves. */
internal class Waiting(text: String, val purpose: String?, val keys: Map<String, List<String>>) {
    @Volatile
    var bytes: ByteArray = text.toByteArray()
        private set

    fun isRefused(isRefused: (String) -> Boolean): Boolean = purpose != null && isRefused(purpose)

    /** Takes the keys out whose purposes are refused. */
    fun leaveOut(isRefused: (String) -> Boolean) {
        if (keys.values.none { purposes -> purposes.any(isRefused) }) return
        val message = LinkedHashMap<String, Any?>()
        for ((key, value) in JsonReader.read(String(bytes)) as Map<*, *>) message[key as String] = value
        for (part in listOf("properties", "traits")) {
            val values = message[part] as? Map<*, *> ?: continue
            message[part] = permitted(values.mapKeys { it.key as String }, keys) { !isRefused(it) }
        }
        bytes = Json.write(message).toByteArray()
    }
}

/**
 * How messages leave: a bounded queue, batches to POST {host}/v1/batch, another try when the server or the network fails. One
 * thread of its own, which keeps no process alive. The same source for every plan. Do not edit.
 */
internal class Transport(
    private val host: String,
    private val writeKey: String,
    private val backlog: Backlog?,
    private val dropped: (Int, String) -> Unit,
) {
    private val lock = ReentrantLock()
    private val news = lock.newCondition()
    private val queue = ArrayList<Waiting>()

    /** How many of the queued messages should go now, without waiting for a full batch. */
    private var due = 0

    /** When what is queued becomes due, as System.nanoTime; only while something waits for it. */
    private var deadline: Long? = null

    private var wakes = false
    private var closed = false
    private var worker: Thread? = null

    /** Queues a message, as far as it is not refused by now: people may decide while it is made. */
    fun push(message: Waiting, isRefused: (String) -> Boolean) {
        val reason = lock.withLock {
            message.leaveOut(isRefused)
            when {
                closed -> "closed"
                message.isRefused(isRefused) -> "no consent"
                queue.size >= MAX_WAITING -> "queue full"
                else -> {
                    queue.add(message)
                    schedule()
                    null
                }
            }
        }
        if (reason != null) dropped(1, reason)
    }

    /** Messages of an earlier process come first, and have waited long enough; answers those that do not fit. */
    fun pushBefore(older: List<Waiting>): List<Waiting> = lock.withLock {
        val fit = if (closed) emptyList() else older.take(MAX_WAITING - queue.size)
        if (fit.isNotEmpty()) {
            queue.addAll(0, fit)
            due += fit.size
            schedule()
        }
        older.drop(fit.size)
    }

    fun waiting(): List<Waiting> = lock.withLock { queue.toList() }

    /** Forgets what waits for a purpose that is refused: whole messages, or keys of them. */
    fun forgetRefused(isRefused: (String) -> Boolean) {
        val forgotten = lock.withLock {
            val before = queue.size
            queue.removeAll { it.isRefused(isRefused) }
            for (message in queue) message.leaveOut(isRefused)
            due = minOf(due, queue.size)
            news.signalAll()
            before - queue.size
        }
        if (forgotten > 0) dropped(forgotten, "no consent")
    }

    private fun schedule() {
        if (worker?.isAlive != true) {
            worker = Thread({ work() }, "gabarit").also {
                it.isDaemon = true
                it.start()
            }
        }
        if (deadline == null) deadline = System.nanoTime() + INTERVAL
        news.signalAll()
    }

    /** What is queued goes now; nobody waits for it. */
    fun hurry() {
        lock.withLock {
            due = queue.size
            wakes = true
            news.signalAll()
        }
    }

    /** Sends what is queued now; true once all of it was delivered or given up, false when that takes longer. */
    fun flush(timeout: Duration): Boolean = lock.withLock {
        val end = System.nanoTime() + timeout.inWholeNanoseconds.coerceAtMost(LONGEST)
        val wanted = queue.toSet()
        due = queue.size
        news.signalAll()
        // The thread that sends, in a listener of the application: it cannot wait for itself.
        if (Thread.currentThread() == worker) return queue.isEmpty()
        while (!closed && queue.any { it in wanted }) if (!await(end)) return false
        queue.none { it in wanted }
    }

    /** Sends what is queued and ends; the number of messages left behind. */
    fun close(timeout: Duration): Int {
        lock.withLock { wakes = true }
        flush(timeout)
        return lock.withLock {
            closed = true
            worker?.interrupt()
            news.signalAll()
            queue.size
        }
    }

    /** Waits for news until `end`; false when that moment has come or the thread is interrupted, which stays known. */
    private fun await(end: Long): Boolean {
        val left = end - System.nanoTime()
        if (left <= 0) return false
        return try {
            news.awaitNanos(left)
            true
        } catch (interrupted: InterruptedException) {
            Thread.currentThread().interrupt()
            false
        }
    }

    private fun work() {
        var failures = 0
        try {
            while (true) {
                val batch = next()
                if (batch.isEmpty()) return
                val wait = post(batch, failures++)
                if (wait == null) {
                    forget(batch)
                    failures = 0
                    backlog?.shrink(this)
                } else {
                    backlog?.keep(this)
                    pause(wait)
                }
            }
        } catch (ended: Throwable) {
            // Closed while it waited; or out of memory, where the next message begins another thread.
        }
    }

    /** Waits until a batch is to go; an empty one once this is closed. */
    private fun next(): List<Waiting> = lock.withLock {
        while (!closed && due <= 0 && queue.size < BATCH) {
            if (queue.isEmpty()) deadline = null
            val left = deadline?.let { it - System.nanoTime() }
            if (left == null) news.await() else if (left <= 0) due = queue.size else news.awaitNanos(left)
        }
        if (closed) emptyList() else take()
    }

    /** The first messages, as many as a batch takes; at least one. */
    private fun take(): List<Waiting> {
        var bytes = 200
        return queue.take(BATCH).takeWhile { message ->
            bytes += message.bytes.size + 1
            message == queue[0] || bytes <= MAX_BYTES
        }
    }

    private fun forget(batch: List<Waiting>) {
        lock.withLock {
            queue.removeAll(batch.toSet())
            due -= batch.size
            deadline = if (queue.isEmpty()) null else System.nanoTime() + INTERVAL
            news.signalAll()
        }
    }

    /** Waits before another try; what closes does not wait for the first one. */
    private fun pause(nanoseconds: Long) {
        lock.withLock {
            var left = nanoseconds
            while (left > 0 && !closed && !wakes) left = news.awaitNanos(left)
            wakes = false
        }
    }

    /** The nanoseconds to wait before the batch is tried again; null when it is settled. */
    private fun post(batch: List<Waiting>, failures: Int): Long? {
        val spread = 0.5 + Random.nextDouble() / 2
        val backoff = (minOf(BACKOFF * Math.pow(2.0, failures.toDouble()), MAX_BACKOFF) * spread).toLong()
        return try {
            val answer = ask(URL(host.trimEnd('/') + "/v1/batch"), bodyOf(batch))
            when {
                answer.status == 408 || answer.status == 429 || answer.status >= 500 ->
                    if (answer.wait > 0) answer.wait + Random.nextLong(SPREAD) else backoff
                // A redirect that turns a POST into a GET delivers nothing, whatever would be answered.
                answer.status in 300..399 -> gaveUp(batch, "redirected")
                answer.status >= 400 -> gaveUp(batch, "status ${answer.status}")
                else -> null
            }
        } catch (failure: InterruptedException) {
            throw failure
        } catch (failure: Throwable) {
            backoff
        }
    }

    private fun gaveUp(batch: List<Waiting>, reason: String): Long? {
        dropped(batch.size, reason)
        return null
    }

    private class Answer(val status: Int, val wait: Long)

    /** Follows the redirects that keep a POST what it is, within one protocol. */
    private fun ask(url: URL, body: ByteArray, redirects: Int = 5): Answer {
        val connection = url.openConnection() as HttpURLConnection
        try {
            connection.requestMethod = "POST"
            connection.connectTimeout = REQUEST_MS
            connection.readTimeout = REQUEST_MS
            connection.instanceFollowRedirects = false
            connection.doOutput = true
            connection.setRequestProperty("Content-Type", "text/plain;charset=UTF-8")
            connection.setFixedLengthStreamingMode(body.size)
            connection.outputStream.use { it.write(body) }
            val status = connection.responseCode
            if ((status == 307 || status == 308) && redirects > 0) {
                val other = URL(url, connection.getHeaderField("Location") ?: "")
                if (other.protocol == url.protocol) return ask(other, body, redirects - 1)
            }
            return Answer(status, askedWait(connection))
        } finally {
            // An answer is known by its head; a body that never ends keeps nobody waiting.
            connection.disconnect()
        }
    }

    /** `Retry-After` in seconds or as a date, in nanoseconds, a day at most. */
    private fun askedWait(connection: HttpURLConnection): Long {
        val seconds = (connection.getHeaderField("Retry-After") ?: "").toLongOrNull()
        val date = connection.getHeaderFieldDate("Retry-After", 0)
        val asked = if (seconds == null) date - System.currentTimeMillis() else TimeUnit.SECONDS.toMillis(seconds)
        return TimeUnit.MILLISECONDS.toNanos(asked).coerceAtMost(MAX_ASKED)
    }

    private fun bodyOf(batch: List<Waiting>): ByteArray {
        val body = java.io.ByteArrayOutputStream()
        var before = "{\"batch\":["
        for (message in batch) {
            body.write(before.toByteArray())
            body.write(message.bytes)
            before = ","
        }
        val end = "],\"writeKey\":${Json.write(writeKey)},\"sentAt\":${Json.write(textOf(Date()))}}"
        body.write(end.toByteArray())
        return body.toByteArray()
    }

    private companion object {
        const val MAX_WAITING = 1000
        const val BATCH = 20
        const val MAX_BYTES = 60_000
        const val INTERVAL = 5_000_000_000L
        const val BACKOFF = 1e9
        const val MAX_BACKOFF = 60e9
        const val SPREAD = 250_000_000L

        /** Nothing waits longer, whatever the server asks. */
        const val MAX_ASKED = 86_400_000_000_000L
        const val REQUEST_MS = 30_000

        /** Thirty years, in nanoseconds: more would not add up. */
        const val LONGEST = 1_000_000_000_000_000_000L
    }
}
