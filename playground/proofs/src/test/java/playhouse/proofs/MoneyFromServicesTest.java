package playhouse.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Who comes live lives in the services, which tell of their accounts and money, and nobody else.
 */
@ExtendWith(OnTheStack.class)
class MoneyFromServicesTest {
  private static final int MINUTES = 2;

  /** Everybody of whom the services tell an account. */
  private static final String THEIRS =
      "select distinct person from raw.account where source = '/serving/identity'"
          + " and type = 'account.created' and person is not null";

  @Test
  void accountsSubscriptionsAndPaymentsOfThoseWhoComeLiveAreToldByTheServicesAlone(
      RunningStack stack) throws IOException, InterruptedException {
    act(stack);
    stack.awaitLake();
    assertThat(stack.number("select count(*) as n from (" + THEIRS + ")")).isGreaterThan(10);
    for (String fact :
        List.of(
            "account account.verified /serving/identity",
            "subscription subscription.started /serving/billing",
            "subscription entitlement.changed /serving/billing",
            "subscription invoice.paid /serving/billing",
            "payment payment.captured /serving/billing")) {
      String[] parts = fact.split(" ", -1);
      assertThat(count(stack, "raw." + parts[0], parts[1], parts[2])).as(fact).isPositive();
    }
    for (String table : List.of("account", "subscription", "payment")) {
      assertThat(
              stack.sql(
                  "select type, count(*) as n from raw.%s where source like '/audience/%%'"
                          .formatted(table)
                      + " and person in ("
                      + THEIRS
                      + ") group by type"))
          .as("what the audience tells of them of the family " + table)
          .isEmpty();
    }
    // What they watch is told of the same person.
    assertThat(
            stack.number(
                "select count(distinct person) as n from raw.playback where person in ("
                    + THEIRS
                    + ")"))
        .isPositive();
    counted(stack);
  }

  /** K2.1 and K4.1 are computed from what the services tell, and from nothing else of them. */
  private static void counted(RunningStack stack) {
    stack.launch().must("run", "registrations", "entitlements", "payments", "subscriptions");
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    assertThat(
            stack.number(
                "select count(*) as n from core.registrations where source = '/serving/identity'"))
        .isEqualTo(stack.number("select count(*) as n from (" + THEIRS + ")"));
    assertThat(
            stack.number(
                "select count(*) as n from core.entitlements where id like 'subscription/%'"
                    + " and state in ('paid', 'trial')"))
        .isPositive();
    assertThat(
            stack.number(
                "select count(*) as n from core.payments where source = '/serving/billing'"
                    + " and kind = 'captured' and term_days >= 1 and reporting_micros > 0"
                    + " and day >= date '"
                    + today
                    + "' - interval '1' day"))
        .isPositive();
    assertThat(
            stack.number(
                "select count(*) as n from core.subscriptions where state = 'paid'"
                    + " and mrr_micros > 0 and person in (select cast(person as varchar) from ("
                    + THEIRS
                    + "))"))
        .isPositive();
  }

  private static long count(RunningStack stack, String table, String type, String source) {
    return stack.number(
        "select count(*) as n from %s where type = '%s' and source = '%s'"
            .formatted(table, type, source));
  }

  private static void act(RunningStack stack) throws IOException, InterruptedException {
    Process audience =
        stack
            .process(
                "-Xmx512m",
                "playhouse.audience.Main",
                "live",
                "--run",
                "services",
                "--people",
                "400",
                // More than all of them tell at once: else whoever opens an account late never
                // plays.
                "--rate",
                "300",
                "--minutes",
                Integer.toString(MINUTES))
            .redirectOutput(stack.home().resolve("services-audience.log").toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(audience.waitFor(MINUTES + 5L, TimeUnit.MINUTES)).isTrue();
    assertThat(audience.exitValue()).isZero();
  }
}
