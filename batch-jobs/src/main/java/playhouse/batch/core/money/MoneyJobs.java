package playhouse.batch.core.money;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import playhouse.batch.Job;
import playhouse.batch.core.CasesJob;
import playhouse.batch.core.DayJob;
import playhouse.batch.core.HistoryJob;
import playhouse.batch.core.Input;
import playhouse.batch.core.Money;

/** The jobs about money: taken, owed, spent, and earned by showing ads. */
public final class MoneyJobs {
  private static final String PAYMENT = "raw.payment";
  private static final String SUBSCRIPTION = "raw.subscription";
  private static final String AD = "raw.ad";

  private MoneyJobs() {}

  public static List<Job> all() {
    return List.of(
        new RatesJob(),
        payments(),
        new HistoryJob(
            "entitlements",
            "What each person may use, as a history: core.entitlements.",
            List.of(SUBSCRIPTION),
            "core.entitlements",
            rows -> rows.of(SUBSCRIPTION).map(Entitlements::from)),
        recurring("subscriptions", "Subscriptions as intervals of one plan and state"),
        recurring("mrr-changes", "Every change of recurring revenue, person by person"),
        new HistoryJob(
            "terms",
            "Terms paid for, and whether another followed: core.terms.",
            List.of(PAYMENT, SUBSCRIPTION),
            "core.terms",
            rows -> rows.of(PAYMENT).map(paid -> Terms.from(paid, rows.of(SUBSCRIPTION)))),
        new CasesJob(
            "invoices",
            "Invoices and whether they were paid: core.invoices.",
            List.of(SUBSCRIPTION),
            "core.invoices",
            "invoice",
            new Invoices()),
        costs(),
        new CasesJob(
            "impressions",
            "Ads shown, with clicks, viewability and invalid traffic: core.impressions.",
            List.of(AD),
            "core.impressions",
            "impression",
            new Impressions()),
        DayJob.of(
            "ad-slots",
            "Ad slots asked for and filled: core.ad_slots.",
            AD,
            "core.ad_slots",
            AdSlots::from));
  }

  private static Job payments() {
    return new DayJob(
        "payments",
        "Money taken and given back, net of tax: core.payments.",
        List.of(Input.same(PAYMENT), Input.same(Money.RATES)),
        "core.payments",
        rows -> rows.of(PAYMENT).map(told -> Payments.from(told, rows.money())));
  }

  private static Job recurring(String name, String what) {
    String output = "core." + name.replace('-', '_');
    return new HistoryJob(
        name,
        what + ": " + output + ".",
        List.of(SUBSCRIPTION, PAYMENT, Money.RATES),
        output,
        rows ->
            rows.of(SUBSCRIPTION)
                .map(told -> RecurringRows.steps(told, rows.of(PAYMENT), rows.money()))
                .map(
                    name.equals("subscriptions")
                        ? RecurringRows::intervals
                        : RecurringRows::changes));
  }

  private static Job costs() {
    List<String> tables = List.of("raw.platform", "raw.campaign", "raw.acquisition");
    return new DayJob(
        "costs",
        "What was spent and is owed: core.costs.",
        Stream.concat(tables.stream(), Stream.of(Money.RATES)).map(Input::same).toList(),
        "core.costs",
        rows ->
            tables.stream()
                .map(table -> rows.of(table).map(told -> Costs.from(table, told)))
                .flatMap(Optional::stream)
                .reduce(Dataset::unionByName)
                .map(told -> rows.money().reported(told, "amount_micros", "reporting_micros")));
  }
}
