package gabarit.standin;

import java.time.Instant;
import java.util.Map;

/** What every call may say besides its properties. Never changes: each method gives a copy. The same source for every plan. */
public final class CallOptions {
  static final CallOptions NONE = new CallOptions(null, null, null, null, Map.of(), null);

  final String userId;
  final String anonymousId;
  final Instant timestamp;
  final String messageId;
  final Map<?, ?> context;
  final Consent consent;

  private CallOptions(
      String userId,
      String anonymousId,
      Instant timestamp,
      String messageId,
      Map<?, ?> context,
      Consent consent) {
    this.userId = userId;
    this.anonymousId = anonymousId;
    this.timestamp = timestamp;
    this.messageId = messageId;
    this.context = context;
    this.consent = consent;
  }

  static CallOptions orNone(CallOptions given) {
    return given == null ? NONE : given;
  }

  /** Who did it. */
  public static CallOptions user(String userId) {
    return NONE.withUserId(userId);
  }

  /** Who did it, when they are not known by name. */
  public static CallOptions anonymous(String anonymousId) {
    return NONE.withAnonymousId(anonymousId);
  }

  /** When it happened. Default: now. */
  public static CallOptions at(Instant timestamp) {
    return NONE.withTimestamp(timestamp);
  }

  public CallOptions withUserId(String value) {
    return new CallOptions(value, anonymousId, timestamp, messageId, context, consent);
  }

  public CallOptions withAnonymousId(String value) {
    return new CallOptions(userId, value, timestamp, messageId, context, consent);
  }

  public CallOptions withTimestamp(Instant value) {
    return new CallOptions(userId, anonymousId, value, messageId, context, consent);
  }

  /** A repeated message id counts once. Default: a random one. */
  public CallOptions withMessageId(String value) {
    return new CallOptions(userId, anonymousId, timestamp, value, context, consent);
  }

  /** Added to the context that the SDK fills in. */
  public CallOptions withContext(Map<String, ?> value) {
    return new CallOptions(userId, anonymousId, timestamp, messageId, value == null ? Map.of() : value, consent);
  }

  /** What this person agreed to, where one process serves many; it goes before what the tracker was told. */
  public CallOptions withConsent(Consent value) {
    return new CallOptions(userId, anonymousId, timestamp, messageId, context, value);
  }
}
