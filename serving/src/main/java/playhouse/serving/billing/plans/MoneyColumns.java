package playhouse.serving.billing.plans;

import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Money as it lies in the database: columns {@code amount} and {@code currency}. */
public final class MoneyColumns {
  private MoneyColumns() {}

  /** A row's. */
  public static Money of(ResultSet row) throws SQLException {
    return of(row, "amount");
  }

  /** That of another column, in the same currency. */
  public static Money of(ResultSet row, String column) throws SQLException {
    return Money.of(
        CurrencyUnit.of(row.getString("currency")),
        row.getBigDecimal(column),
        RoundingMode.UNNECESSARY);
  }
}
