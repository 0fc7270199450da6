package gabarit.standin;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Sends planned events. One for the whole application; every method may be called from any thread, returns at once, and throws
 * nothing that fails in tracking. The same source for every plan. Do not edit.
 */
public final class Tracker implements AutoCloseable {
  private static final String SDK = "gabarit-java/1";
  private static final int MAX_HELD = 1000;
  private static final Duration CLOSE = Duration.ofSeconds(10);

  private final Options options;
  private final Transport transport;
  private final Consumer<Map<String, Object>> recorder;
  private final Thread hook;
  private final OnViolation onViolation;
  private final List<Held> held = new ArrayList<>();
  private Consent decided = Consent.undecided();
  private volatile String anonymousId = UUID.randomUUID().toString();

  private Tracker(Options options, Consumer<Map<String, Object>> recorder) {
    this.options = options;
    this.recorder = recorder;
    onViolation = options.onViolation != null ? options.onViolation : usual(recorder != null);
    transport = new Transport(options.host, options.writeKey, this::drop);
    hook = new Thread(this::close, "gabarit-close");
    if (recorder == null) Runtime.getRuntime().addShutdownHook(hook);
  }

  private static OnViolation usual(boolean isRecorded) {
    if (isRecorded) return OnViolation.THROW;
    return Tracker.class.desiredAssertionStatus() ? OnViolation.WARN : OnViolation.IGNORE;
  }

  /** Where Gabarit is, e.g. `https://events.example.com`; then the write key of a source, then `start()`. */
  public static WriteKeyStep host(String host) {
    return writeKey -> new Options(host, writeKey);
  }

  static Tracker recording(Options options, Consumer<Map<String, Object>> recorder) {
    return new Tracker(options, recorder);
  }

  /** The write key comes next. */
  public interface WriteKeyStep {
    /** The write key of a source. */
    Options writeKey(String writeKey);
  }

  /** What a tracker is started with. */
  public static final class Options {
    private final String host;
    private final String writeKey;
    private SuperProperties superProperties = new SuperProperties();
    private String appVersion;
    private Dropped onDrop = (messages, reason) -> {};
    private Consent consent = Consent.undecided();
    private boolean keepsUndecided;
    private OnViolation onViolation;

    private Options(String host, String writeKey) {
      this.host = host;
      this.writeKey = writeKey;
    }

    /** Values for properties of bundles, added to each event that plans them and whose call does not give them. */
    public Options superProperties(SuperProperties value) {
      superProperties = value == null ? new SuperProperties() : value;
      return this;
    }

    /** The version of your application. */
    public Options appVersion(String value) {
      appVersion = value;
      return this;
    }

    /** Told when messages are given up: how many, and why. */
    public Options onDrop(Dropped value) {
      onDrop = value;
      return this;
    }

    /** What people agreed to so far: nothing of a purpose leaves before it is agreed to. */
    public Options consent(Consent value) {
      consent = value == null ? Consent.undecided() : value;
      return this;
    }

    /** Keeps calls made before their purpose is decided, at most 1,000, and sends them once it is agreed to. Default: drops them. */
    public Options sendAfterConsent() {
      keepsUndecided = true;
      return this;
    }

    /** Checks events before they leave, and what is done about those that are not as planned. */
    public Options onViolation(OnViolation value) {
      onViolation = value;
      return this;
    }

    /**
     * Begins to take calls. What is still queued is sent when the process ends.
     *
     * @throws IllegalArgumentException where the host is no address that can be sent to
     */
    public Tracker start() {
      if (!isAddress(host)) {
        throw new IllegalArgumentException("Gabarit: the host is not an address such as https://events.example.com: " + host);
      }
      return new Tracker(this, null);
    }
  }

  private static boolean isAddress(String host) {
    try {
      URI address = new URI(String.valueOf(host));
      return address.getHost() != null && ("https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme()));
    } catch (URISyntaxException unreadable) {
      return false;
    }
  }

  public void send(Event event) {
    send(event, CallOptions.NONE);
  }

  public void send(Event event, CallOptions options) {
    attempt(() -> submit(event, CallOptions.orNone(options)));
  }

  private void submit(Event event, CallOptions call) {
    if (event == null) throw new IllegalArgumentException("no event");
    Purposes purposes = event.meta.purposes;
    submit(call, purposes, about -> {
      Map<String, Object> properties = options.superProperties.values(event.meta.superKeys);
      properties.putAll(event.values());
      properties.putAll(event.meta.fixed);
      about.put("event", event.meta.id);
      about.put("eventVersion", event.meta.version);
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("type", event.meta.type);
      fields.put(event.meta.type.equals("track") ? "event" : "name", event.meta.name);
      Map<String, Object> permitted = purposes.permitted(properties, purpose -> agreed(purpose, call));
      if (!isToLeave(event.meta, permitted)) return null;
      fields.put("properties", permitted);
      return fields;
    });
  }

  /** Says who a person is. */
  public void identify(String userId) {
    identify(userId, null, CallOptions.NONE);
  }

  public void identify(String userId, UserTraits traits) {
    identify(userId, traits, CallOptions.NONE);
  }

  /** Says who a person is, and what is known about them. */
  public void identify(String userId, UserTraits traits, CallOptions options) {
    CallOptions call = CallOptions.orNone(options);
    submit(call.withUserId(userId), Plan.USER_PURPOSES, about -> {
      Map<String, Object> given = traits == null ? Map.of() : traits.values();
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("type", "identify");
      fields.put("traits", Plan.USER_PURPOSES.permitted(given, purpose -> agreed(purpose, call)));
      return fields;
    });
  }

  /** Says which group of the plan's first type a person belongs to. */
  public void group(String groupId, CallOptions options) {
    group(groupId, null, options);
  }

  /** Says which group a person belongs to, and what is known about it. Its traits name its type. */
  public void group(String groupId, GroupTraits traits, CallOptions options) {
    attempt(() -> submitGroup(groupId, traits, CallOptions.orNone(options)));
  }

  private void submitGroup(String groupId, GroupTraits traits, CallOptions call) {
    String groupType = traits == null ? Plan.FIRST_GROUP : traits.groupType;
    Map<String, Object> context = new LinkedHashMap<>();
    if (groupType != null) context.put("groupType", groupType);
    call.context.forEach((key, value) -> context.put(String.valueOf(key), value));
    submit(call.withContext(context), traits == null ? Purposes.NONE : traits.purposes, about -> {
      Map<String, Object> given =
          traits == null ? Map.of() : traits.purposes.permitted(traits.values(), purpose -> agreed(purpose, call));
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("type", "group");
      if (groupId != null) fields.put("groupId", groupId);
      fields.put("traits", given);
      return fields;
    });
  }

  /** Says that two ids are one person: `previousId` becomes `userId`. */
  public void alias(String userId, String previousId) {
    alias(userId, previousId, CallOptions.NONE);
  }

  public void alias(String userId, String previousId, CallOptions options) {
    CallOptions call = CallOptions.orNone(options);
    submit(call.withUserId(userId), Purposes.NONE, about -> {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("type", "alias");
      if (previousId != null) fields.put("previousId", previousId);
      return fields;
    });
  }

  /** Forgets the anonymous person that calls naming nobody belong to. */
  public void reset() {
    anonymousId = UUID.randomUUID().toString();
  }

  /** Sends what is queued now; true once all of it was delivered or given up, false when that takes longer. */
  public boolean flush(Duration timeout) {
    return transport.flush(timeout);
  }

  /** Sends what is queued, within ten seconds, and takes no more calls. */
  @Override
  public void close() {
    close(CLOSE);
  }

  /** Sends what is queued, within `timeout`, and takes no more calls; the number of messages left behind. */
  public int close(Duration timeout) {
    int left = transport.close(timeout);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The process is ending already.
    }
    return left;
  }

  /**
   * Says what people agreed to, purpose by purpose; purposes left out stay as they were. What waited for it is sent, what is
   * refused is given up.
   */
  public void setConsent(Consent consent) {
    attempt(() -> decide(consent));
  }

  private void decide(Consent consent) {
    List<Held> waiting;
    synchronized (held) {
      if (consent != null) decided = consent.over(decided);
      waiting = new ArrayList<>(held);
      held.clear();
    }
    transport.forgetRefused(this::isRefused);
    for (Held one : waiting) {
      try {
        whenAgreed(one.purpose, CallOptions.NONE, one.task);
      } catch (ViolationException late) {
        // Whoever called is not there any more to catch it.
        drop(1, late.getMessage());
      }
    }
  }

  private static final class Held {
    final String purpose;
    final Runnable task;

    Held(String purpose, Runnable task) {
      this.purpose = purpose;
      this.task = task;
    }
  }

  /** True, false, or null while it is not decided. What people may object to is agreed to until they do. */
  private Boolean agreed(String purpose, CallOptions call) {
    if (purpose == null) return true;
    Boolean said = call.consent == null ? null : call.consent.answer(purpose);
    if (said != null) return said;
    synchronized (held) {
      said = decided.answer(purpose);
    }
    if (said == null) said = options.consent.answer(purpose);
    return said == null && Plan.OBJECTABLE.contains(purpose) ? Boolean.TRUE : said;
  }

  private boolean isRefused(String purpose) {
    return Boolean.FALSE.equals(agreed(purpose, CallOptions.NONE));
  }

  private void whenAgreed(String purpose, CallOptions call, Runnable task) {
    String reason = null;
    synchronized (held) {
      Boolean answer = agreed(purpose, call);
      if (!Boolean.TRUE.equals(answer)) {
        if (answer != null || !options.keepsUndecided) reason = "no consent: " + purpose;
        else if (held.size() < MAX_HELD) held.add(new Held(purpose, task));
        else reason = "too many calls before consent";
        if (reason == null) return;
      }
    }
    if (reason == null) attempt(task);
    else drop(1, reason);
  }

  /** False for an event that is not as planned and is to be dropped. A fault of the check itself lets the event leave. */
  private boolean isToLeave(Event.Meta meta, Map<String, Object> properties) {
    if (onViolation == OnViolation.IGNORE) return true;
    try {
      Validator.Fault fault = Validator.check(meta.spec(), properties, "/properties");
      if (fault == null) return true;
      Violation violation = new Violation(meta.name, fault.path, fault.keyword);
      if (onViolation == OnViolation.DROP) drop(1, violation.toString());
      else onViolation.found(violation);
      return onViolation != OnViolation.DROP;
    } catch (ViolationException asked) {
      throw asked;
    } catch (Exception | StackOverflowError failure) {
      return true;
    }
  }

  /** Null when there is nothing to send. */
  private interface Fields {
    Map<String, Object> fill(Map<String, Object> about);
  }

  /** Takes the moment, the person and the id now; the message may have to wait for a consent. */
  private void submit(CallOptions call, Purposes purposes, Fields fields) {
    Instant timestamp = call.timestamp == null ? Instant.now() : call.timestamp;
    String messageId = call.messageId == null ? UUID.randomUUID().toString() : call.messageId;
    String nobody = call.userId == null && call.anonymousId == null ? anonymousId : call.anonymousId;
    whenAgreed(purposes.ofCall, call, () -> {
      Map<String, Object> about = new LinkedHashMap<>();
      about.put("plan", Plan.SLUG);
      about.put("version", Plan.VERSION);
      about.put("hash", Plan.HASH);
      Map<String, Object> message = fields.fill(about);
      if (message == null) return;
      about.put("sdk", SDK);
      if (call.userId != null) message.put("userId", call.userId);
      if (nobody != null) message.put("anonymousId", nobody);
      message.put("timestamp", Timestamps.text(timestamp));
      message.put("messageId", messageId);
      Map<String, Object> context = new LinkedHashMap<>();
      if (options.appVersion != null) context.put("app", Map.of("version", options.appVersion));
      call.context.forEach((key, value) -> context.put(String.valueOf(key), Json.copy(value)));
      context.put("gabarit", about);
      message.put("context", context);
      if (recorder != null) {
        recorder.accept(message);
      } else {
        String open = purposes.ofCall == null || isSaid(call, purposes.ofCall) ? null : purposes.ofCall;
        transport.push(Json.write(message), open, purposes.hasKeys() ? without(message, purposes, call) : null, this::isRefused);
      }
    });
  }

  /** What the call itself says does not change later. */
  private static boolean isSaid(CallOptions call, String purpose) {
    return call.consent != null && call.consent.answer(purpose) != null;
  }

  @SuppressWarnings("unchecked")
  private static Function<Predicate<String>, String> without(Map<String, Object> message, Purposes purposes, CallOptions call) {
    return isRefused -> {
      for (String part : List.of("properties", "traits")) {
        Map<String, Object> values = (Map<String, Object>) message.get(part);
        if (values == null) continue;
        message.put(part, purposes.permitted(values, purpose -> isSaid(call, purpose) || !isRefused.test(purpose)));
      }
      return Json.write(message);
    };
  }

  /**
   * Nothing that fails in tracking reaches the code that calls it; functions of the application, as Kotlin has them, may throw
   * exceptions that nobody declared.
   */
  private void attempt(Runnable task) {
    try {
      task.run();
    } catch (ViolationException asked) {
      throw asked;
    } catch (Exception | StackOverflowError failure) {
      drop(1, String.valueOf(failure));
    }
  }

  private void drop(int messages, String reason) {
    try {
      options.onDrop.tell(messages, reason);
    } catch (Exception | Error failure) {
      // The application's own listener failed: tracking goes on.
    }
  }
}
