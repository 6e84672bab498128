package playhouse.warehouse;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Arithmetic over sums: columns, whole numbers, {@code + - * /} and brackets. */
sealed interface Expression extends Serializable {

  /** A sum, by the name of its column. */
  record Column(String name) implements Expression {}

  /** A whole number. */
  record Whole(BigDecimal number) implements Expression {}

  /** Two of them, and what is done with them. */
  record Binary(char operator, Expression left, Expression right) implements Expression {}

  /** Something cannot be worked out, for a reason that is no fault. */
  enum Missing {
    /** A column has no sum. */
    COLUMN,
    /** A divisor is 0. */
    QUOTIENT
  }

  /** A number, or why there is none. */
  record Result(Optional<BigDecimal> number, Optional<Missing> missing) {
    static Result of(BigDecimal number) {
      return new Result(Optional.of(number), Optional.empty());
    }

    static Result none(Missing why) {
      return new Result(Optional.empty(), Optional.of(why));
    }
  }

  /** Works it out, exactly but for divisions, which keep 34 digits. */
  default Result of(Function<String, Optional<BigDecimal>> sums) {
    if (this instanceof Column column) {
      return sums.apply(column.name()).map(Result::of).orElseGet(() -> Result.none(Missing.COLUMN));
    }
    if (this instanceof Whole whole) {
      return Result.of(whole.number());
    }
    Binary binary = (Binary) this;
    Result left = binary.left().of(sums);
    Result right = binary.right().of(sums);
    if (left.missing().isPresent() || right.missing().isPresent()) {
      return left.missing().isPresent() ? left : right;
    }
    return applied(binary.operator(), left.number().orElseThrow(), right.number().orElseThrow());
  }

  private static Result applied(char operator, BigDecimal left, BigDecimal right) {
    return switch (operator) {
      case '+' -> Result.of(left.add(right));
      case '-' -> Result.of(left.subtract(right));
      case '*' -> Result.of(left.multiply(right));
      default ->
          right.signum() == 0
              ? Result.none(Missing.QUOTIENT)
              : Result.of(left.divide(right, MathContext.DECIMAL128));
    };
  }

  /** The columns that it reads. */
  default Set<String> columns() {
    Set<String> columns = new TreeSet<>();
    if (this instanceof Column column) {
      columns.add(column.name());
    } else if (this instanceof Binary binary) {
      columns.addAll(binary.left().columns());
      columns.addAll(binary.right().columns());
    }
    return columns;
  }

  /** Reads one; whatever else is written is an IllegalArgumentException. */
  static Expression parse(String text) {
    return new ExpressionReader(text).read();
  }
}
