package playhouse.serving.advertising;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import playhouse.serving.advertising.auction.Auction;
import playhouse.serving.advertising.beacons.Notices;
import playhouse.serving.advertising.breaks.AdBreakRoutes;
import playhouse.serving.advertising.breaks.Breaks;
import playhouse.serving.advertising.breaks.Opportunities;
import playhouse.serving.advertising.breaks.rates.DailyRates;
import playhouse.serving.advertising.breaks.rates.RateRoutes;
import playhouse.serving.advertising.forecasts.ForecastRoutes;
import playhouse.serving.advertising.forecasts.Forecasts;
import playhouse.serving.advertising.forecasts.Inventory;
import playhouse.serving.advertising.matching.Matcher;
import playhouse.serving.advertising.openrtb.InTime;
import playhouse.serving.advertising.openrtb.OpenRtbRoutes;
import playhouse.serving.advertising.openrtb.Reading;
import playhouse.serving.advertising.openrtb.Scenes;
import playhouse.serving.advertising.orders.bookings.Rules;
import playhouse.serving.advertising.schedules.AdTags;
import playhouse.serving.advertising.schedules.ScheduleRoutes;
import playhouse.serving.platform.Chassis;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.facts.FactLog;
import playhouse.serving.platform.http.Routes;

/** What players get when they ask for ads, put together. */
final class Breaking implements AutoCloseable {
  /** Who fill breaks that must be filled in time; whoever asks beyond gets nothing. */
  private static final int WORKERS = 48;

  private final List<Routes> routes;
  private final ExecutorService workers =
      new ThreadPoolExecutor(
          0,
          WORKERS,
          1,
          TimeUnit.MINUTES,
          new SynchronousQueue<>(),
          work -> {
            Thread thread = new Thread(work, "openrtb");
            thread.setDaemon(true);
            return thread;
          });

  Breaking(
      Chassis chassis,
      Advertising.Known known,
      Ordering ordering,
      Choosing choosing,
      Outside outside,
      Notices notices,
      AdTags tags,
      FactLog log,
      Clock clock,
      Meters meters) {
    DailyRates rates = new DailyRates(chassis.database(), clock);
    chassis.work(DailyRates.EVERY, "advertising.rates", rates::read);
    Auction auction =
        new Auction(
            ordering.till(), choosing.pacer(), choosing.appeal(), rates, Auction.Price.SECOND);
    Inventory inventory = new Inventory();
    Breaks breaks =
        new Breaks(
            new Breaks.Among(
                known.rights(),
                known.attention(),
                choosing.traffic(),
                inventory,
                choosing.matching(),
                ordering.flights(),
                outside.bidding(rates, log)),
            auction,
            ordering.till(),
            log,
            UUID::randomUUID,
            System::nanoTime,
            meters);
    Opportunities opportunities =
        new Opportunities(known.tags(), known.agreed(), known.age(), UUID::randomUUID, clock);
    Scenes scenes = new Scenes(known.tags(), known.agreed(), known.age());
    Reading reading = new Reading(scenes, rates, UUID::randomUUID, clock);
    InTime inTime =
        new InTime(
            breaks::fill,
            part -> breaks.release(part, clock.instant()),
            workers,
            System::nanoTime,
            meters);
    routes =
        List.of(
            new AdBreakRoutes(opportunities, breaks, known.whereabouts(), notices),
            new ScheduleRoutes(
                opportunities, breaks, known.whereabouts(), tags, notices, UUID::randomUUID, clock),
            new OpenRtbRoutes(reading, inTime, notices, UUID::randomUUID, System::nanoTime),
            new RateRoutes(rates),
            new ForecastRoutes(
                new Forecasts(
                    inventory,
                    new Matcher(known.segments(), known.lookalikes()),
                    rates,
                    choosing.traffic()::since),
                new Rules(known.segments()),
                clock),
            outside.sellers());
  }

  List<Routes> routes() {
    return routes;
  }

  @Override
  public void close() {
    workers.shutdown();
  }
}
