package gabarit.standin;

/** Stands in for the purposes that are generated beside the runtime. */
public enum ConsentPurpose implements WireValue {
  Y,
  Z;

  @Override
  public String wire() {
    return name();
  }
}
