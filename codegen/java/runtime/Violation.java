package gabarit.standin;

/** What is wrong first with an event. The same source for every plan. Do not edit. */
public final class Violation {
  private final String event;
  private final String path;
  private final String keyword;

  Violation(String event, String path, String keyword) {
    this.event = event;
    this.path = path;
    this.keyword = keyword;
  }

  /** The event's name on the wire. */
  public String event() {
    return event;
  }

  /** JSON pointer to the value, from the message down. */
  public String path() {
    return path;
  }

  /** The keyword of JSON Schema that the value fails. */
  public String keyword() {
    return keyword;
  }

  /** All of it in one line. */
  @Override
  public String toString() {
    return "Gabarit: " + event + " is not as planned: " + path + ": " + keyword;
  }
}
