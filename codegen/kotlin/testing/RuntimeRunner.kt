package gabarit.standin

import java.io.File
import java.util.Collections
import java.util.Date
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

private val LONG: Duration = 60.seconds
private const val SPEC = "[\"type\",64,\"properties\",[{\"a\":[\"type\",8]},false]]"

private class Sample(value: Any?, about: String = "{}") :
    Event(Meta("track", "Sample", "evt", 3, about, SPEC), fields("a", value))

/** Takes keys that the plan does not name. */
private class Open(given: Fields, others: Map<String, Any?>) :
    Event(Meta("track", "Sample", "evt", 3, "{}", "[]"), given.others(others))

/** Keeps what it is given, as a device would. */
private class Drawer : Storage {
    val values: MutableMap<String, String> = Collections.synchronizedMap(HashMap())
    override fun read(key: String): String? = values[key]
    override fun write(key: String, value: String?) {
        if (value == null) values.remove(key) else values[key] = value
    }
}

/** Uses the runtime of a plan with purposes X, Y and Z as an application would, each way against an address of its own, and prints what came of it. */
internal class RuntimeRunner(private val url: String) {
    private fun tracker(
        path: String,
        dropped: MutableList<String>,
        superProperties: SuperProperties = SuperProperties(),
        consent: Consent = Consent.UNDECIDED,
        sendAfterConsent: Boolean = false,
        onViolation: OnViolation = OnViolation.IGNORE,
        storage: Storage? = null,
        appVersion: String? = null,
    ) = Tracker(
        host = if (path == "") "http://127.0.0.1:1" else url + path,
        writeKey = "wk",
        options = Options(
            appVersion = appVersion,
            superProperties = superProperties,
            consent = consent,
            sendAfterConsent = sendAfterConsent,
            onViolation = onViolation,
            onDrop = { messages, reason -> dropped.add("$messages ${reason.replace(Regex("[(].*|@[0-9a-f]+"), "")}") },
            storage = storage,
        ),
    )

    fun batches() {
        val dropped = ArrayList<String>()
        val tracker = tracker("/batches//", dropped, appVersion = "7")
        for (at in 0 until 45) {
            tracker.send(Sample(at), CallOptions(anonymousId = "a", context = mapOf("ip" to "0")))
        }
        println("batches left ${tracker.close(LONG)} dropped $dropped")
        tracker.send(Sample(1))
        println("after close $dropped")
    }

    fun again() {
        val dropped = ArrayList<String>()
        val tracker = tracker("/again", dropped)
        tracker.send(Sample(1), CallOptions(userId = "u"))
        println("again ${tracker.flush(LONG)} $dropped")
        tracker.close()
    }

    fun refused() {
        val dropped = ArrayList<String>()
        val tracker = tracker("/refused", dropped)
        tracker.send(Sample(1))
        println("refused ${tracker.flush(LONG)} $dropped")
        tracker.close()
    }

    /** A host that nothing could ever be sent to is told at once, and not tried for ever. */
    fun hosts() {
        for (host in listOf("events.example.com", "localhost:3000", "ftp://a", "https://", "")) {
            try {
                Tracker(host = host, writeKey = "wk").close(0.seconds)
                println("host $host taken")
            } catch (refused: IllegalArgumentException) {
                println("host ${refused.message}")
            }
        }
    }

    /** A request that took its server too long is tried again; one that is told to wait for centuries waits, and keeps nobody. */
    fun slow() {
        val dropped = ArrayList<String>()
        val tracker = tracker("/slow", dropped)
        tracker.send(Sample(1))
        println("slow ${tracker.flush(LONG)} $dropped left ${tracker.close(LONG)}")
        val waiting = tracker("/ages", dropped)
        waiting.send(Sample(1))
        println("ages ${waiting.flush(1.seconds)} left ${waiting.close(500.milliseconds)}")
    }

    fun full() {
        val dropped = ArrayList<String>()
        val tracker = tracker("", dropped)
        for (at in 0 until 1003) tracker.send(Sample(at))
        println("full $dropped left ${tracker.close(50.milliseconds)}")
    }

    /** Many at once, while one looks away and others flush. */
    fun threads() {
        val dropped = Collections.synchronizedList(ArrayList<String>())
        val tracker = tracker("/threads", dropped)
        val threads = List(8) { thread ->
            Thread {
                for (at in thread * 100 until thread * 100 + 100) {
                    tracker.send(Sample(at))
                    if (at % 50 == 0) tracker.flush(LONG)
                }
            }
        }
        threads.forEach { it.start() }
        Thread.currentThread().interrupt()
        tracker.flush(LONG)
        println("interrupted ${Thread.interrupted()}")
        threads.forEach { it.join() }
        println("threads $dropped left ${tracker.close(LONG)}")
    }

    fun consent() {
        val dropped = ArrayList<String>()
        val about = "{\"call\":\"X\",\"keys\":{\"a\":[\"Y\"]}}"
        val tracker = tracker("/consent", dropped, sendAfterConsent = true)
        tracker.send(Sample(1, about), CallOptions(userId = "held"))
        tracker.send(Sample(1, about), CallOptions(userId = "own", consent = Consent.GRANTED))
        println("consent $dropped ${tracker.flush(LONG)}")
        tracker.setConsent(Consent.GRANTED)
        println("consent $dropped left ${tracker.close(LONG)}")
        val careful = tracker("/careful", dropped)
        careful.send(Sample(1, about))
        // Nobody is asked for Z, and anybody may object to it.
        val open = Sample(1, "{\"call\":\"Z\"}")
        val objection = Consent(ConsentPurpose.Z to false)
        careful.send(open, CallOptions(userId = "open"))
        careful.flush(LONG)
        careful.send(open, CallOptions(userId = "own", consent = objection))
        careful.setConsent(objection)
        careful.send(open, CallOptions(userId = "objecting"))
        println("careful $dropped left ${careful.close(LONG)}")
        dropped.clear()
        val later = tracker("/later", dropped, consent = Consent.GRANTED)
        later.send(Sample(1, about), CallOptions(userId = "eve"))
        later.send(Sample(1, about), CallOptions(userId = "own", consent = Consent.GRANTED))
        later.setConsent(Consent(ConsentPurpose.Y to false))
        println("later $dropped left ${later.close(LONG)}")
    }

    /** Nothing of the application's own that fails reaches it, or stops what sends. */
    fun hostile() {
        val dropped = ArrayList<String>()
        val cycle = ArrayList<Any>()
        cycle.add(cycle)
        val given = SuperProperties(s = { 1.5 }, t = { null }, unplanned = { "u" })
        val tracker = tracker("/hostile", dropped, given)
        tracker.send(Sample(cycle))
        tracker.send(Sample(1, "{\"superKeys\":[\"s\",\"t\"],\"fixed\":{\"1\":\"f\"}}"))
        tracker.send(Open(fields("a", 2, "b", Optional.Absent), mapOf("a" to "replaced", "b" to 3, "c" to null)))
        println("hostile $dropped left ${tracker.close(LONG)}")
        val failing = tracker("/failing", dropped, SuperProperties(s = { throw AssertionError("mine") }))
        failing.send(Sample(1, "{\"superKeys\":[\"s\"]}"))
        println("failing ${dropped.last()} left ${failing.close(LONG)}")
        lateinit var own: Tracker
        val told = ArrayList<String>()
        val listener = OnDrop { _, reason ->
            told.add("$reason ${own.flush(LONG)}")
            throw AssertionError("mine")
        }
        own = Tracker(host = "$url/refused/failing", writeKey = "wk", options = Options(onDrop = listener))
        own.send(Sample(1))
        println("listener ${own.flush(LONG)} $told left ${own.close(LONG)}")
    }

    /** What is delivered elsewhere is not delivered, a POST that stays one is, and an answer without an end is one. */
    fun odd() {
        for (path in listOf("/moved", "/kept", "/endless", "/unknown")) {
            val dropped = ArrayList<String>()
            val tracker = tracker(path, dropped)
            tracker.send(Sample(1))
            println("odd $path ${tracker.flush(LONG)} $dropped left ${tracker.close(LONG)}")
        }
    }

    /** What is wrong with one call that waited is no matter of the others. */
    fun released() {
        val dropped = ArrayList<String>()
        val tracker = tracker("/released", dropped, sendAfterConsent = true, onViolation = OnViolation.THROW)
        tracker.send(Sample("one", "{\"call\":\"X\"}"))
        tracker.send(Sample(2, "{\"call\":\"X\"}"))
        tracker.setConsent(Consent.GRANTED)
        println("released $dropped left ${tracker.close(LONG)}")
    }

    fun violations() {
        val recorder = Recorder()
        recorder.tracker.send(Sample(1))
        try {
            recorder.tracker.send(Sample("one"))
        } catch (thrown: ViolationException) {
            println("thrown ${thrown.message}")
        }
        println("recorded ${recorder.events("Sample").size} ${recorder.messages[0].properties}")
        val told = ArrayList<String>()
        for (way in listOf(OnViolation.DROP, OnViolation.IGNORE, OnViolation { told.add(it.path) })) {
            val other = Recorder(Options(onViolation = way))
            other.tracker.send(Sample("one"))
            println("violation ${other.messages.size} $told")
        }
    }

    fun calls() {
        val recorder = Recorder()
        val tracker = recorder.tracker
        tracker.identify("u", UserTraits(), CallOptions(anonymousId = "a"))
        tracker.group("g", options = CallOptions(userId = "u", context = mapOf("groupType" to "team")))
        tracker.alias("u", "old")
        for (message in recorder.messages) {
            println("${message.type} ${message.fields.keys.joinToString(",")} ${message.userId} ${message.context["groupType"]}")
        }
        val handed = ArrayList<Any?>()
        val other = Tracker(adapter = { message -> handed.add(message.name ?: throw AssertionError("mine")) }, Options(onDrop = { _, reason -> handed.add(reason.take(30)) }))
        other.send(Sample(1))
        other.identify("u")
        println("adapter $handed")
    }

    /** An application of one person, which is ended while the network is away, and begins again. */
    fun device() {
        val dropped = ArrayList<String>()
        val drawer = Drawer()
        val about = "{\"call\":\"X\",\"keys\":{\"a\":[\"Y\"]}}"
        val first = tracker("", dropped, storage = drawer)
        first.send(Sample(0))
        println("device undecided ${drawer.values.keys}")
        first.setConsent(Consent.GRANTED)
        first.identify("u")
        first.group("g")
        first.send(Sample(1, about))
        first.onBackground()
        while (drawer.values["gabarit_messages"]?.contains("Sample") != true) Thread.sleep(5)
        println("device ended left ${first.close(0.seconds)} ${drawer.values.keys.sorted()}")
        val second = tracker("/device", dropped, storage = drawer)
        second.setConsent(Consent(ConsentPurpose.X to true, ConsentPurpose.Y to false))
        second.send(Sample(2, about))
        println("device again left ${second.close(LONG)} ${drawer.values.keys} $dropped")
        val third = tracker("/device", dropped, consent = Consent.GRANTED, storage = drawer)
        third.reset()
        third.setConsent(Consent(ConsentPurpose.X to false, ConsentPurpose.Y to false))
        println("device refused left ${third.close(LONG)} ${drawer.values.keys} $dropped")
    }

    /** People decide while a message is made, before what is kept is theirs to read, and after it was written. */
    fun decisions() {
        val ofX = "{\"call\":\"X\",\"superKeys\":[\"s\"]}"
        val ofY = "{\"call\":\"Y\"}"
        val dropped = ArrayList<String>()
        lateinit var own: Tracker
        val refusing = SuperProperties(s = {
            own.setConsent(Consent(ConsentPurpose.X to false))
            1.5
        })
        own = tracker("/decisions", dropped, refusing, consent = Consent.GRANTED)
        own.send(Sample(0, ofX))
        println("meanwhile $dropped left ${own.close(LONG)}")
        val drawer = Drawer()
        val first = tracker("", dropped, consent = Consent.GRANTED, storage = drawer)
        first.identify("u")
        first.send(Sample(1, ofX))
        first.send(Sample(2, ofY))
        first.close(0.seconds)
        first.setConsent(Consent(ConsentPurpose.Y to false))
        println("decisions kept ${drawer.values["gabarit_messages"].orEmpty().split("Sample").size - 1}")
        val second = tracker("/decisions", dropped, sendAfterConsent = true, storage = drawer)
        second.send(Sample(3, ofX))
        println("decisions open left ${second.close(0.seconds)} ${drawer.values.keys.sorted()}")
        val third = tracker("/decisions", dropped, storage = drawer)
        third.reset()
        third.setConsent(Consent(ConsentPurpose.X to true))
        third.send(Sample(4))
        println("decisions made left ${third.close(LONG)} ${drawer.values.keys}")
        val refused = Consent(*ConsentPurpose.values().map { it to false }.toTypedArray())
        tracker("/decisions", dropped, consent = refused, storage = drawer).close()
        println("decisions refused ${drawer.values.keys}")
    }

    /** Whoever waits for one message is not told of another. */
    fun waits() {
        val transport = Transport("not an address", "wk", null) { _, _ -> }
        transport.push(Waiting("{}", null, emptyMap())) { false }
        val waiter = Thread { transport.flush(LONG) }
        waiter.start()
        while (waiter.state != Thread.State.TIMED_WAITING) Thread.yield()
        transport.push(Waiting("{}", "X", emptyMap())) { false }
        transport.forgetRefused { true }
        waiter.join(100)
        println("waits ${waiter.isAlive} left ${transport.close(0.seconds)}")
        waiter.join()
    }

    fun broken() {
        val dropped = ArrayList<String>()
        val storage = object : Storage {
            override fun read(key: String): String? = throw AssertionError("mine")
            override fun write(key: String, value: String?): Unit = throw AssertionError("mine")
        }
        val tracker = tracker("/broken", dropped, consent = Consent.GRANTED, storage = storage)
        tracker.send(Sample(1))
        println("broken ${tracker.flush(LONG)} $dropped")
        tracker.close()
        println(Json.write(Json.copy(mapOf("d" to Date(1), "u" to ULong.MAX_VALUE))))
    }

    fun files(folder: String) {
        val storage = FileStorage(File(folder, "kept"))
        storage.write("a", "\u00e9")
        storage.write("a", "\ud83c\udf89")
        println("files ${storage.read("a") == "\ud83c\udf89"} ${storage.read("b")}")
        storage.write("a", null)
        println("files ${storage.read("a")} ${File(folder, "kept").list()?.toList()}")
    }

    fun ends() {
        tracker("/ends", ArrayList()).send(Sample(1))
    }

    fun numbers(file: String) {
        for (bits in File(file).readLines()) println(Json.numberText(Double.fromBits(bits.toULong(16).toLong())))
    }
}

/** Judges the vectors that the validators of every language share, and prints those it judges otherwise than the server. */
internal fun judge(file: String) {
    var count = 0
    for (vector in JsonReader.read(File(file).readText()) as List<*>) {
        val spec = (vector as Map<*, *>)["spec"]
        for (test in vector["tests"] as List<*>) {
            val expected = test as Map<*, *>
            val fault = Validator.check(spec, Json.copy(expected["value"]), "")
            val isAlike = if (fault == null) expected["valid"] == true else fault.path == expected["path"] && fault.keyword == expected["keyword"]
            count++
            if (!isAlike) println("${vector["name"]}: ${Json.write(expected)} but ${fault?.path} ${fault?.keyword}")
        }
    }
    // Compared with each other, these would take minutes.
    val many = List(100_000) { mapOf("at" to it) }
    if (Validator.check(listOf("uniqueItems", true), many, "") != null) println("different items are alike")
    println("$count values judged")
}

public fun main(arguments: Array<String>) {
    val runner = RuntimeRunner(arguments[0])
    if (arguments[1] == "ends") return runner.ends()
    runner.batches()
    runner.again()
    runner.refused()
    runner.hosts()
    runner.slow()
    runner.full()
    runner.threads()
    runner.consent()
    runner.hostile()
    runner.odd()
    runner.released()
    runner.violations()
    runner.calls()
    runner.device()
    runner.decisions()
    runner.waits()
    runner.broken()
    runner.files(arguments[1])
    runner.numbers(arguments[1] + "/numbers")
    judge(arguments[1] + "/vectors.json")
}
