package playhouse.serving.advertising.orders.creatives;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import playhouse.serving.platform.Refusal;

/** What may be advertised here, and to whom: by what an advertiser says itself. */
public final class Policy {
  private static final int ADULT = 18;

  /** Of IAB's Content Taxonomy 3.1: illegal drugs, tobacco, electronic cigarettes. */
  private static final Set<String> BARRED = Set.of("pg0WhF");

  /** The same: what is for grown-ups only. */
  private static final Map<String, String> ADULTS =
      Map.of("181", "gambling", "211", "alcohol", "188", "dating");

  private final boolean local;

  /**
   * Of what is reached by TLS alone.
   *
   * @param local whether what is on this machine may be reached without
   */
  public Policy(boolean local) {
    this.local = local;
  }

  /** Refuses what cannot be handed in at all. */
  void check(Film film) {
    boolean pictures = film.media().stream().allMatch(Film.File::picture);
    boolean films = film.media().stream().noneMatch(Film.File::picture);
    if (!pictures && !films) {
      throw Refusal.bad("media", "must be pictures alone, or films alone");
    }
    if (pictures != (film.durationMillis() == 0)) {
      throw Refusal.bad("durationMillis", "must be 0 of a picture, and more of a film");
    }
    film.media().forEach(file -> address("media", file.url()));
    address("clickThrough", film.clickThrough());
  }

  private void address(String field, String url) {
    Optional<URI> uri = Addresses.uri(url);
    if (uri.isEmpty() || uri.get().getUserInfo() != null) {
      throw Refusal.bad(field, "must be a whole address such as https://tea.example/tea.mp4");
    }
    if (!local && !"https".equals(uri.get().getScheme())) {
      throw Refusal.bad(field, "must begin with https://");
    }
  }

  /** What of it is not as it may be; all of it passed where it is. */
  List<Submission.Check> judge(Film film) {
    List<Submission.Check> checks = new ArrayList<>();
    List<String> barred = film.categories().stream().filter(BARRED::contains).toList();
    checks.add(
        new Submission.Check(
            "category",
            barred.isEmpty(),
            barred.isEmpty() ? "" : "this is not advertised here: " + String.join(", ", barred)));
    List<String> adult =
        film.categories().stream().filter(ADULTS::containsKey).map(ADULTS::get).toList();
    checks.add(
        new Submission.Check(
            "age",
            adult.isEmpty() || film.age() >= ADULT,
            adult.isEmpty() ? "" : "for 18 years and more only: " + String.join(", ", adult)));
    String host = Addresses.uri(film.clickThrough()).map(URI::getHost).orElse("");
    boolean theirs =
        film.domains().stream()
            .anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    checks.add(
        new Submission.Check(
            "domain", theirs, theirs ? "" : host + " is none of the domains that it is of"));
    return checks;
  }
}
