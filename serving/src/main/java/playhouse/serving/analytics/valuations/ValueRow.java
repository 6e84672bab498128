package playhouse.serving.analytics.valuations;

import java.time.LocalDate;
import java.util.List;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.data.Record;
import org.joda.money.Money;
import playhouse.serving.acquisition.valuation.Micros;
import playhouse.serving.acquisition.valuation.TitleValue;

/** A row of {@code mart.valuation}. */
record ValueRow(Record row) {

  static TitleValue of(Record row) {
    return new ValueRow(row).value();
  }

  private TitleValue value() {
    return new TitleValue(
        text("title"),
        text("model_version"),
        (LocalDate) row.getField("day"),
        (Integer) row.getField("horizon_days"),
        text("basis"),
        new TitleValue.Range(number("low_hrs"), number("expected_hrs"), number("high_hrs")),
        number("naive_hrs"),
        new TitleValue.Kept(
            number("uplift_low"),
            number("uplift"),
            number("uplift_high"),
            (Long) row.getField("uplift_watchers")),
        new TitleValue.Parts(
            money("retention_micros"),
            money("acquisition_micros"),
            money("ad_micros"),
            money("sale_micros")),
        new TitleValue.Amounts(money("low_micros"), money("value_micros"), money("high_micros")),
        Micros.atMost(text("currency"), (Long) row.getField("ceiling_micros")),
        list("comparables").stream().map(like -> like((StructLike) like)).toList(),
        list("reasons").stream().map(Object::toString).toList());
  }

  private static TitleValue.Like like(StructLike like) {
    return new TitleValue.Like(
        like.get(0, String.class), like.get(1, Double.class), like.get(2, Double.class));
  }

  private Money money(String column) {
    return Micros.money(text("currency"), (Long) row.getField(column));
  }

  private String text(String column) {
    return (String) row.getField(column);
  }

  private double number(String column) {
    return (Double) row.getField(column);
  }

  private List<?> list(String column) {
    return (List<?>) row.getField(column);
  }
}
