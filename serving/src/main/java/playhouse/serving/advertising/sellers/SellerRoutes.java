package playhouse.serving.advertising.sellers;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import playhouse.serving.advertising.bidders.Bidder;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Routes;

/** ads.txt, app-ads.txt and sellers.json, in IAB Tech Lab's formats. */
public final class SellerRoutes implements Routes {
  /** By which exchanges know us. */
  private static final String ID = "1";

  private final Seller us;
  private final List<Bidder> bidders;

  /**
   * Whoever sells.
   *
   * @param name of the business
   * @param domain that it is known by
   * @param email of who answers for it
   */
  public record Seller(String name, String domain, String email) {}

  /** Sellers.json 1.0. */
  record Sellers(
      @JsonProperty("contact_email") String email, String version, List<Entry> sellers) {}

  /** One of them. */
  record Entry(
      @JsonProperty("seller_id") String id,
      @JsonProperty("seller_type") String type,
      String name,
      String domain) {}

  /**
   * We, and those that buy of us.
   *
   * @param bidders of which those are named that have an account of ours
   */
  public SellerRoutes(Seller us, List<Bidder> bidders) {
    this.us = us;
    this.bidders = List.copyOf(bidders);
  }

  @Override
  public String system() {
    return "S8.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/ads.txt", "Who may sell ads on these pages (ads.txt 1.1).")
            .open()
            .read(request -> Answer.text(lines())),
        Endpoint.get("/app-ads.txt", "Who may sell ads in these apps (app-ads.txt 1.0).")
            .open()
            .read(request -> Answer.text(lines())),
        Endpoint.get("/sellers.json", "Who is paid for ads that are sold here (sellers.json 1.0).")
            .open()
            .gives(Sellers.class)
            .read(request -> Answer.ok(sellers())));
  }

  private String lines() {
    List<String> lines = new ArrayList<>();
    lines.add("OWNERDOMAIN=" + us.domain());
    lines.add("CONTACT=" + us.email());
    lines.add(us.domain() + ", " + ID + ", DIRECT");
    for (Bidder bidder : bidders) {
      bidder
          .account()
          .ifPresent(account -> lines.add(bidder.domain() + ", " + account + ", DIRECT"));
    }
    return String.join("\n", lines) + "\n";
  }

  private Sellers sellers() {
    Entry entry = new Entry(ID, "PUBLISHER", us.name(), us.domain());
    return new Sellers(us.email(), "1.0", List.of(entry));
  }
}
