package gabarit.standin;

/**
 * What is done about an event that is not as planned; a function of your own is told, and the event is sent. The same source for
 * every plan. Do not edit.
 */
@FunctionalInterface
public interface OnViolation {
  /** Nothing is checked: the server does it. The default where assertions are off, as they are in production. */
  OnViolation IGNORE = violation -> {};

  /** A line in the log, and the event is sent. The default where assertions are on (`java -ea`), as they are in tests. */
  OnViolation WARN = violation -> System.getLogger("gabarit").log(System.Logger.Level.WARNING, violation.toString());

  /** The event is not sent. */
  OnViolation DROP = violation -> {};

  /** The call throws a {@link ViolationException}. The default of a {@link Recorder}. */
  OnViolation THROW = violation -> {
    throw new ViolationException(violation);
  };

  void found(Violation violation);
}
