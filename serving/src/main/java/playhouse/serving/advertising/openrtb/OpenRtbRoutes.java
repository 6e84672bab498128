package playhouse.serving.advertising.openrtb;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.joda.money.CurrencyUnit;
import playhouse.contracts.Role;
import playhouse.serving.advertising.beacons.Notices;
import playhouse.serving.advertising.breaks.Wanted;
import playhouse.serving.advertising.rtb.BidRequest;
import playhouse.serving.advertising.rtb.BidResponse;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** OpenRTB 2.6 over HTTP, for whoever sells breaks elsewhere. */
public final class OpenRtbRoutes implements Routes {
  /** Of who asks, the network takes that much there and back. */
  private static final Duration NETWORK = Duration.ofMillis(20);

  private static final String EXAMPLE =
      """
      {"id":"r1","imp":[{"id":"1","video":{"mimes":["video/mp4"],"podid":"p1","poddur":60,\
      "maxseq":3,"minduration":5,"maxduration":30,"protocols":[13],"startdelay":-1},\
      "bidfloor":1.5,"bidfloorcur":"EUR"}],"app":{"content":{"id":"t1","genre":"Drama"}},\
      "device":{"devicetype":3,"geo":{"country":"DEU"}},"cur":["EUR"],"tmax":200}""";

  private final Reading reading;
  private final InTime breaks;
  private final Notices notices;
  private final Supplier<UUID> ids;
  private final LongSupplier nanos;

  /**
   * Answers from there.
   *
   * @param nanos a clock that only goes on, of no day
   */
  public OpenRtbRoutes(
      Reading reading, InTime breaks, Notices notices, Supplier<UUID> ids, LongSupplier nanos) {
    this.reading = reading;
    this.breaks = breaks;
    this.notices = notices;
    this.ids = ids;
    this.nanos = nanos;
  }

  @Override
  public String system() {
    return "S8.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
                "/openrtb2/auction",
                "Offers ads for the films of a bid request (OpenRTB 2.6); 204 if there are none.")
            .may(Role.SERVICE)
            .takes(BidRequest.class, EXAMPLE)
            .gives(BidResponse.class)
            .read(this::auction));
  }

  private Answer auction(Request request) {
    long began = nanos.getAsLong();
    BidRequest asked = request.known(BidRequest.class);
    Optional<CurrencyUnit> currency = reading.currency(asked);
    Optional<BidResponse> offers = currency.flatMap(one -> offers(asked, one, began));
    Answer answer = offers.map(Answer::ok).orElseGet(Answer::done);
    return answer.with("x-openrtb-version", "2.6").with("Cache-Control", "no-store");
  }

  private Optional<BidResponse> offers(BidRequest asked, CurrencyUnit currency, long began) {
    Duration limit = limit(asked);
    List<Asking> askings = reading.breaks(asked, currency, limit);
    Offers offers = new Offers(notices);
    breaks
        .fill(askings.stream().map(Asking::wanted).toList(), began + limit.toNanos())
        .forEach(filled -> offers.add(askings.get(filled.number()), filled.parts()));
    return offers.answer(asked.id(), ids.get(), currency);
  }

  private static Duration limit(BidRequest asked) {
    Duration most =
        Optional.ofNullable(asked.tmax())
            .map(millis -> Duration.ofMillis(millis).minus(NETWORK))
            .orElse(Wanted.LIMIT);
    return most.compareTo(Wanted.LIMIT) < 0 ? most : Wanted.LIMIT;
  }
}
