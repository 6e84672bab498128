package playhouse.serving;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import playhouse.testbed.Bench;
import playhouse.testbed.Broker;

/**
 * Breaks of six slots over HTTP with 1 000 line items in the auction, each with a cap and most with
 * whom they are for, as many in a second as are asked for whether or not the ones before are
 * answered; then as many as go: {@code [--json]}. Every ad has its money and its turn held in
 * PostgreSQL, on the same cores, before it is answered. Ends 1 if a limit is missed.
 */
public final class AdsBench {
  private static final int A_SECOND = 500;
  private static final int SECONDS = 30;
  private static final int WARM_UP = 12_000;
  private static final int PEAK = 12_000;
  private static final int TITLES = 2_000;
  private static final String[] COUNTRIES = {"DE", "FR", "US", "CN"};
  private static final String[] DEVICES = {"tv", "web", "ios", "android"};

  /** Ten line items of each of a hundred advertisers, with a film of each; all approved. */
  private static final String ORDERED =
      """
      insert into advertising.advertiser (id, owner, name, domain, country, evidence, valid_until,
          state, created)
        select md5('a' || i)::uuid, 'advertiser.a' || i, 'A' || i, 'a' || i || '.example', 'DE', 'HRB',
          '2099-01-01', 'approved', now() from generate_series(0, 99) i;
      insert into advertising.creative (id, advertiser, film, state)
        select md5('c' || i)::uuid, md5('a' || i)::uuid, jsonb_build_object('name', 'C' || i,
          'registry', 'ad-id.org', 'adId', 'AD' || i, 'durationMillis', 15000, 'media',
          jsonb_build_array(jsonb_build_object('url', 'https://a.example/' || i || '.mp4', 'type',
            'video/mp4', 'width', 1280, 'height', 720, 'kilobits', 2500)),
          'clickThrough', 'https://a' || i || '.example/', 'domains',
          jsonb_build_array('a' || i || '.example'), 'categories', jsonb_build_array('k' || i % 30),
          'age', 0), 'approved' from generate_series(0, 99) i;
      insert into advertising.ad_order (id, advertiser, name, reference, currency, created)
        select md5('o' || i)::uuid, md5('a' || i)::uuid, 'O' || i, 'PO', 'EUR', now()
        from generate_series(0, 99) i;
      insert into advertising.line_item (id, ad_order, advertiser, terms, ends, state)
        select md5('l' || i)::uuid, md5('o' || i % 100)::uuid, md5('a' || i % 100)::uuid,
          jsonb_build_object('name', 'L' || i, 'kind', 'auction', 'begins', '2026-01-01T00:00:00Z',
            'ends', '2099-01-01T00:00:00Z', 'currency', 'EUR', 'pricing', 'cpm', 'priceMicros',
            4000000 + i * 1000, 'budgetMicros', 900000000000, 'pace', 'asap', 'caps',
            '[{"impressions":3,"seconds":86400}]'::jsonb, 'creatives',
            jsonb_build_array(md5('c' || i % 100)::uuid), 'targeting', jsonb_build_object(
              'countries', case when i % 2 = 0 then '["DE","FR"]'::jsonb else '[]'::jsonb end,
              'devices', case when i % 3 = 0 then '["tv","web"]'::jsonb else '[]'::jsonb end,
              'placements', case when i % 4 = 0 then '["mid-roll"]'::jsonb else '[]'::jsonb end,
              'notTitles', case when i % 7 = 0 then '["bench:7"]'::jsonb else '[]'::jsonb end)),
          '2099-01-01', 'active' from generate_series(0, 999) i;
      insert into advertising.purse (line_item, currency, budget_micros, caps)
        select id, 'EUR', 900000000000, terms -> 'caps' from advertising.line_item""";

  private final Bench bench;
  private final AtomicInteger people = new AtomicInteger();
  private final LongAdder ads = new LongAdder();

  private AdsBench(Bench bench) {
    this.bench = bench;
  }

  public static void main(String[] arguments) throws Exception {
    Bench bench = new Bench("ads", arguments);
    new AdsBench(bench).run();
    System.exit(bench.status());
  }

  private void run() throws Exception {
    String services = EmptyServices.uri();
    Ground.change(services, ORDERED);
    try (House house =
        House.open(
            Broker.shared().address(),
            Map.of("PLAYHOUSE_SERVICES_URI", services, "PLAYHOUSE_TAGGING", "off"))) {
      Callers callers = new Callers(house.port(), this::question, this::check);
      callers.asFastAsCanBe(32, WARM_UP);
      ads.reset();
      Answering before = Answering.now();
      double[] open = callers.steadily(A_SECOND, SECONDS);
      double cpu = before.since() / 1e6 / open.length;
      System.err.printf(
          Locale.ROOT,
          "%d breaks at %d/s with %.2f ads each: p50 %.2f ms, p99.9 %.2f ms, most %.2f ms%n",
          open.length,
          A_SECOND,
          ads.doubleValue() / open.length,
          Callers.percentile(open, 0.5),
          Callers.percentile(open, 0.999),
          open[open.length - 1]);
      bench.atLeast("ads of a break of six", ads.doubleValue() / open.length, "ads", 5.5);
      bench.atMost("p99 at 500 breaks/s", Callers.percentile(open, 0.99), "ms", 10);
      bench.atMost("CPU of a break, of the threads that answer", cpu, "ms", 1);
      double peak = callers.asFastAsCanBe(32, PEAK);
      bench.atLeast("peak, 32 callers on the same cores", peak, "breaks/s", 1500);
    }
  }

  /** Of somebody else each time: nobody's attention is asked for too much. */
  private String question(Random random) {
    return Callers.post(
        "/v1/ad-breaks",
        """
        {"person":"%s","title":"bench:%d","placement":"mid-roll","positionMillis":600000,\
        "device":"%s","slots":6,"seconds":90,"territory":"%s"}"""
            .formatted(
                new UUID(9, people.incrementAndGet()),
                random.nextInt(TITLES),
                DEVICES[random.nextInt(DEVICES.length)],
                COUNTRIES[random.nextInt(COUNTRIES.length)]));
  }

  private void check(String body) throws IOException {
    int found = 0;
    for (int at = body.indexOf("\"lineItem\":\""); at >= 0; ) {
      found++;
      at = body.indexOf("\"lineItem\":\"", at + 1);
    }
    if (!body.contains("\"ads\":[")) {
      throw new IOException(body);
    }
    ads.add(found);
  }
}
