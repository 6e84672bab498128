package playhouse.models.sequence;

/** What a model is taught to make small. */
public enum Loss {
  /** Cross entropy over all items. */
  FULL,
  /** Cross entropy over the item that came and a sample of others. */
  SAMPLED,
  /** Binary cross entropy against a sample, generalised so that sampling does not overrate. */
  GBCE
}
