package gabarit.standin;

/** Stands in for the traits of people that are generated beside the runtime. */
public final class UserTraits extends Payload {
  UserTraits(Values values) {
    super(values);
  }
}
