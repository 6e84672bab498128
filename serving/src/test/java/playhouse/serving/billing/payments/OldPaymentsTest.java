package playhouse.serving.billing.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import playhouse.testbed.Database;

/** Payments that were made before there were other channels, refunds and disputes. */
class OldPaymentsTest {
  private static final String BEFORE =
      """
      insert into billing.subscription values ('00000000-0000-0000-0000-000000000001',
        '00000000-0000-0000-0000-00000000000a', 'standard', 'DE', 'EUR', 9.99, 19, 1, 7, 'active',
        now(), 1, now(), now() + interval '1 month', null, now(), 1);
      insert into billing.invoice select 'i' || n, '00000000-0000-0000-0000-000000000001', n, 'EUR',
        9.99, 1.60, 'open', now(), null from generate_series(1, 4) n;
      insert into billing.payment select gen_random_uuid(), 'i' || n,
        '00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-00000000000a', 'EUR', 9.99,
        'card', 'tok_visa', (array['captured', 'disputed', 'unknown', 'due'])[n], 2, 0, now(),
        case when n < 3 then 'ch_' || n end, case when n = 2 then 'amount_differs' end, now()
        from generate_series(1, 4) n;
      """;

  @Test
  void areAsTheyWereAndKnowTheirTaxCountryProviderAndBook() throws Exception {
    String uri = Database.fresh();
    migrate(uri, "3");
    try (Connection connection = DriverManager.getConnection(uri, "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(BEFORE);
      migrate(uri, "latest");
      assertThat(
              texts(
                  statement,
                  """
                  select concat_ws(' ', invoice, state, country, tax::numeric(9, 2), route, step)
                  from billing.payment order by invoice"""))
          .containsExactly(
              "i1 captured DE 1.60 card charge",
              "i2 disputed DE 1.60 card charge",
              "i3 unknown DE 1.60 card charge",
              "i4 due DE 1.60 charge");
      assertThat(
              texts(
                  statement,
                  "select provider_id || ' ' || code || ' ' || state from billing.dispute"))
          .containsExactly("ch_2 amount_differs open");
      assertThat(
              texts(
                  statement,
                  "select account || ' ' || amount::numeric(9, 2) from billing.ledger_line"))
          .containsExactlyInAnyOrder("provider 9.99", "suspense -9.99");
    }
  }

  private static void migrate(String uri, String target) {
    Flyway.configure()
        .dataSource(uri, "postgres", "")
        .schemas("billing")
        .locations("classpath:services/billing")
        .target(target)
        .load()
        .migrate();
  }

  private static List<String> texts(Statement statement, String sql) throws Exception {
    List<String> texts = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
