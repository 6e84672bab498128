package playhouse.models.tabular;

import java.util.Optional;

/**
 * A number made of a column: its own value, or whether it has a certain one.
 *
 * @param column of the table
 * @param value that it is asked for; empty if the number itself is taken
 */
public record Feature(String column, Optional<String> value) {

  /** The feature's number; NaN if it is missing. */
  float of(String text) {
    if (value.isPresent()) {
      return Cells.text(text).equals(value.get()) ? 1 : 0;
    }
    return (float) Cells.number(text);
  }

  @Override
  public String toString() {
    return column + value.map(wanted -> " = " + wanted).orElse("");
  }
}
