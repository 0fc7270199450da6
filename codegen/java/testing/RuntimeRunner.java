package gabarit.standin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Uses the runtime as an application would, each way against an address of its own, and prints what came of it. */
final class RuntimeRunner {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String SPEC = "[\"type\",64,\"properties\",[{\"a\":[\"type\",8]},false]]";

  private static final class Sample extends Event {
    Sample(Purposes purposes, Object value) {
      super(meta().purposes(purposes), valuesOf(value));
    }

    Sample(Purposes purposes, Values values) {
      super(meta().purposes(purposes), values);
    }

    static Meta meta() {
      return new Meta("track", "Sample", "evt", 3).superKeys("s", "t").spec(SPEC);
    }

    static Values valuesOf(Object value) {
      Values values = new Values("a", "b");
      values.set(0, value);
      return values;
    }
  }

  private static Event sample(Object value) {
    return new Sample(Purposes.NONE, value);
  }

  private static Tracker.Options options(String host, List<String> dropped) {
    return Tracker.host(host).writeKey("wk").onViolation(OnViolation.IGNORE)
        .onDrop((messages, reason) -> dropped.add(messages + " " + reason.replaceAll("\\(.*|@[0-9a-f]+", "")));
  }

  private static void batches(String url) {
    List<String> dropped = new ArrayList<>();
    Tracker tracker = options(url + "/batches//", dropped).appVersion("7").start();
    for (int at = 0; at < 45; at++) tracker.send(sample(at), CallOptions.anonymous("a").withContext(Map.of("ip", "0")));
    System.out.println("batches left " + tracker.close(LONG) + " dropped " + dropped);
    tracker.send(sample(1));
    System.out.println("after close " + dropped);
  }

  private static void again(String url) {
    List<String> dropped = new ArrayList<>();
    Tracker tracker = options(url + "/again", dropped).start();
    tracker.send(sample(1), CallOptions.user("u"));
    System.out.println("again " + tracker.flush(LONG) + " " + dropped);
    tracker.close();
  }

  /** A host that nothing could ever be sent to is told at once, and not tried for ever. */
  private static void hosts() {
    for (String host : Arrays.asList("events.example.com", "localhost:3000", "ftp://a", "https://", "http://a b", "", null)) {
      try {
        options(host, new ArrayList<>()).start().close(Duration.ZERO);
        System.out.println("host " + host + " taken");
      } catch (IllegalArgumentException refused) {
        System.out.println("host " + refused.getMessage());
      }
    }
  }

  /** A request that took its server too long is tried again; one that is told to wait for centuries waits, and keeps nobody. */
  private static void slow(String url) {
    List<String> dropped = new ArrayList<>();
    Tracker tracker = options(url + "/slow", dropped).start();
    tracker.send(sample(1));
    System.out.println("slow " + tracker.flush(LONG) + " " + dropped + " left " + tracker.close(LONG));
    Tracker waiting = options(url + "/ages", dropped).start();
    waiting.send(sample(1));
    System.out.println("ages " + waiting.flush(Duration.ofSeconds(1)) + " left " + waiting.close(Duration.ofMillis(500)));
  }

  private static void refused(String url) {
    List<String> dropped = new ArrayList<>();
    Tracker tracker = options(url + "/refused", dropped).start();
    tracker.send(sample(1));
    System.out.println("refused " + tracker.flush(LONG) + " " + dropped);
    tracker.close();
  }

  private static void full() {
    List<String> dropped = new ArrayList<>();
    Tracker tracker = options("http://127.0.0.1:1", dropped).start();
    for (int at = 0; at < 1003; at++) tracker.send(sample(at));
    System.out.println("full " + dropped + " left " + tracker.close(Duration.ofMillis(50)));
  }

  /** Many at once, while one looks away and others flush. */
  private static void threads(String url) throws InterruptedException {
    List<String> dropped = Collections.synchronizedList(new ArrayList<>());
    Tracker tracker = options(url + "/threads", dropped).start();
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      int first = thread * 100;
      threads.add(new Thread(() -> {
        for (int at = first; at < first + 100; at++) {
          tracker.send(sample(at));
          if (at % 50 == 0) tracker.flush(LONG);
        }
      }));
    }
    threads.forEach(Thread::start);
    Thread.currentThread().interrupt();
    tracker.flush(LONG);
    System.out.println("interrupted " + Thread.interrupted());
    for (Thread thread : threads) thread.join();
    System.out.println("threads " + dropped + " left " + tracker.close(LONG));
  }

  private static void consent(String url) {
    List<String> dropped = new ArrayList<>();
    Event event = new Sample(new Purposes("x").keys("y", "a"), 1);
    Tracker tracker = options(url + "/consent", dropped).sendAfterConsent().start();
    tracker.send(event, CallOptions.user("held"));
    tracker.send(event, CallOptions.user("own").withConsent(Consent.granted()));
    System.out.println("consent " + dropped + " " + tracker.flush(LONG));
    tracker.setConsent(Consent.granted());
    System.out.println("consent " + dropped + " left " + tracker.close(LONG));
    Tracker careful = options(url + "/careful", dropped).start();
    careful.send(event);
    // Nobody is asked for Z, and anybody may object to it.
    Event open = new Sample(new Purposes("Z"), 1);
    careful.send(open, CallOptions.user("open"));
    careful.flush(LONG);
    careful.send(open, CallOptions.user("own").withConsent(Consent.undecided().refuse(ConsentPurpose.Z)));
    careful.setConsent(Consent.undecided().refuse(ConsentPurpose.Z));
    careful.send(open, CallOptions.user("objecting"));
    System.out.println("careful " + dropped + " left " + careful.close(LONG));
  }

  /** What is refused while messages wait is taken out of them. */
  private static void refusedLater(String url) {
    List<String> dropped = new ArrayList<>();
    Event event = new Sample(new Purposes("X").keys("Y", "a"), 1);
    Tracker tracker = options(url + "/later", dropped).consent(Consent.granted()).start();
    tracker.send(event, CallOptions.user("eve"));
    tracker.send(event, CallOptions.user("own").withConsent(Consent.granted()));
    tracker.setConsent(Consent.undecided().refuse(ConsentPurpose.Y));
    System.out.println("later " + dropped + " left " + tracker.close(LONG));
    Tracker[] own = new Tracker[1];
    SuperProperties refusing = new SuperProperties();
    refusing.setSupplier("s", () -> {
      own[0].setConsent(Consent.undecided().refuse(ConsentPurpose.Y));
      return 1;
    }, false);
    own[0] = options(url + "/later", dropped).consent(Consent.granted()).superProperties(refusing).start();
    own[0].send(new Sample(new Purposes("Y"), 1));
    System.out.println("meanwhile " + dropped + " left " + own[0].close(LONG));
  }

  private static void hostile(String url) {
    List<String> dropped = new ArrayList<>();
    List<Object> cycle = new ArrayList<>();
    cycle.add(cycle);
    Tracker tracker = options(url + "/hostile", dropped).superProperties(properties()).start();
    tracker.send(null);
    tracker.send(sample(cycle));
    tracker.send(sample(1), null);
    Values open = Sample.valuesOf(2);
    open.add("a", "replaced");
    open.add("b", 3);
    open.add("c", null);
    tracker.send(new Sample(Purposes.NONE, open));
    System.out.println("hostile " + dropped + " left " + tracker.close(LONG));
  }

  private static SuperProperties properties() {
    SuperProperties values = new SuperProperties();
    values.setValue("s", 1.5, false);
    values.setSupplier("t", () -> null, false);
    values.setValue("unplanned", 1, false);
    return values;
  }

  /** A function of an application that fails in every way there is. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void fail(Throwable failure) throws T {
    throw (T) failure;
  }

  /** Nothing of the application's own that fails reaches it, or stops what sends. */
  private static void failing(String url) {
    SuperProperties wrong = new SuperProperties();
    wrong.setSupplier("s", () -> {
      RuntimeRunner.<RuntimeException>fail(new Exception("undeclared"));
      return 1;
    }, false);
    List<String> dropped = new ArrayList<>();
    Tracker tracker = options(url + "/failing", dropped).superProperties(wrong).start();
    tracker.send(sample(1));
    tracker.setConsent(null);
    Map<String, Object> changing = new HashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      public void forEach(BiConsumer<? super String, ? super Object> action) {
        throw new ConcurrentModificationException();
      }
    };
    tracker.group("g", CallOptions.user("u").withContext(changing));
    System.out.println("failing " + dropped + " left " + tracker.close(LONG));

    Tracker[] own = new Tracker[1];
    List<String> told = new ArrayList<>();
    own[0] = options(url + "/refused/failing", told).onDrop((messages, reason) -> {
      told.add(reason + " " + own[0].flush(LONG));
      throw new AssertionError("mine");
    }).start();
    own[0].send(sample(1));
    System.out.println("listener " + own[0].flush(LONG) + " " + told);
    own[0].send(sample(2));
    System.out.println("listener " + own[0].flush(LONG) + " " + told + " left " + own[0].close(LONG));
  }

  /** What is delivered elsewhere is not delivered, and an answer without an end is one. */
  private static void odd(String url) {
    List<String> dropped = new ArrayList<>();
    for (String path : List.of("/moved", "/endless")) {
      Tracker tracker = options(url + path, dropped).start();
      tracker.send(sample(1));
      System.out.println("odd " + path + " " + tracker.flush(LONG) + " " + dropped + " left " + tracker.close(LONG));
    }
  }

  /** What is wrong with one call that waited is no matter of the others. */
  private static void released(String url) {
    List<String> dropped = new ArrayList<>();
    Tracker tracker = options(url + "/released", dropped).onViolation(OnViolation.THROW).sendAfterConsent().start();
    tracker.send(new Sample(new Purposes("x"), "one"));
    tracker.send(new Sample(new Purposes("x"), 2));
    tracker.setConsent(Consent.granted());
    System.out.println("released " + dropped + " left " + tracker.close(LONG));
  }

  private static void violations() {
    Recorder recorder = new Recorder();
    recorder.tracker().send(sample(1));
    try {
      recorder.tracker().send(sample("one"));
    } catch (ViolationException thrown) {
      System.out.println("thrown " + thrown.getMessage());
    }
    System.out.println("recorded " + recorder.events("Sample").size() + " " + recorder.messages().get(0).properties());
    List<String> told = new ArrayList<>();
    for (OnViolation way : List.of(OnViolation.DROP, OnViolation.IGNORE, violation -> told.add(violation.path()))) {
      Recorder other = new Recorder(Tracker.host("").writeKey("").onViolation(way));
      other.tracker().send(sample("one"));
      System.out.println("violation " + other.messages().size() + " " + told);
    }
  }

  private static void calls() {
    Recorder recorder = new Recorder();
    Tracker tracker = recorder.tracker();
    tracker.identify("u", new UserTraits(new Values()), CallOptions.anonymous("a"));
    tracker.group("g", CallOptions.user("u").withContext(Map.of("groupType", "team")));
    tracker.alias("u", "old");
    for (Recorder.Message message : recorder.messages()) {
      System.out.println(message.type() + " " + String.join(",", message.fields().keySet()) + " " + message.userId());
    }
  }

  public static void main(String[] arguments) throws Exception {
    String url = arguments[0];
    if (arguments.length > 1 && arguments[1].equals("ends")) {
      options(url + "/ends", new ArrayList<>()).start().send(sample(1));
      return;
    }
    batches(url);
    again(url);
    refused(url);
    hosts();
    slow(url);
    full();
    threads(url);
    consent(url);
    refusedLater(url);
    hostile(url);
    failing(url);
    odd(url);
    released(url);
    violations();
    calls();
    for (String bits : Files.readAllLines(Path.of(arguments[1]))) {
      System.out.println(Json.numberText(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))));
    }
  }
}
