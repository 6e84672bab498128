package playhouse.serving.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Etags;
import playhouse.serving.platform.http.Routes;

/** The pages that people's browsers open. They ask the same API as everybody. */
public final class Pages implements Routes {
  /** One page for all boards, which draws what its address names. */
  private static final String BOARDS = "boards.html";

  /** Files by the paths that they stand at. */
  private static final Map<String, String> PAGES =
      Map.ofEntries(
          Map.entry("/", "account.html"),
          Map.entry("/sign-up", "sign-up.html"),
          Map.entry("/sign-out", "sign-in.html"),
          Map.entry("/sign-in", "sign-in.html"),
          Map.entry("/sign-in/link", "link.html"),
          Map.entry("/sign-in/reset", "reset.html"),
          Map.entry("/choose", "choose.html"),
          Map.entry("/recovery", "recovery.html"),
          Map.entry("/staff", "staff.html"),
          Map.entry("/account", "account.html"),
          Map.entry("/subscribe", "subscribe.html"),
          Map.entry("/boards", BOARDS),
          Map.entry("/boards/{id}", BOARDS),
          Map.entry("/kpis/{id}", BOARDS),
          Map.entry("/content", BOARDS),
          Map.entry("/content/{title}", BOARDS),
          Map.entry("/platform", BOARDS));

  private static final Map<String, String> TYPES =
      Map.of("js", "text/javascript", "css", "text/css", "html", "text/html");
  private static final Pattern PART = Pattern.compile("[a-z0-9.-]+\\.(js|css)");

  /** Whoever has such an address has the content: it is in it. */
  private static final String FOR_GOOD = "public, max-age=31536000, immutable";

  private final Assets assets = Assets.read();
  private final String allowed;
  private final String embedders;

  /**
   * All of them.
   *
   * @param settings which name the origins that may show boards within their own pages
   */
  public Pages(Settings settings) {
    // Nothing of anybody else's runs in a page of ours. A chart draws on a canvas, saved as a blob.
    allowed =
        "default-src 'self'; script-src 'self' 'sha256-"
            + assets.importMapHash()
            + "'; img-src 'self' data: blob:; base-uri 'none'; form-action 'self'; frame-ancestors ";
    embedders = settings.find(Setting.EMBED_ORIGINS).orElse("'none'");
  }

  @Override
  public String system() {
    return "platform";
  }

  @Override
  public List<Endpoint> endpoints() {
    List<Endpoint> all = new ArrayList<>();
    PAGES.forEach(
        (path, file) ->
            all.add(Endpoint.get(path, "A page for people.").open().raw(http -> tell(http, file))));
    all.add(Endpoint.get("/web/{file}", "Parts of pages.").open().raw(this::part));
    all.add(Endpoint.get("/web/{folder}/{file}", "Parts of some pages.").open().raw(this::folder));
    return all;
  }

  private void part(Context http) {
    part(http, "", http.pathParam("file"));
  }

  private void folder(Context http) {
    part(http, http.pathParam("folder") + "/", http.pathParam("file"));
  }

  private void part(Context http, String folder, String file) {
    Assets.Asset asset =
        Optional.of(folder + file)
            .filter(path -> PART.matcher(file).matches())
            .flatMap(assets::find)
            .orElseThrow(() -> Refusal.missing("the pages have no such part"));
    if (asset.version().equals(http.queryParam("v"))) {
      http.header("Cache-Control", FOR_GOOD);
    }
    tell(http, file, asset.text());
  }

  private void tell(Context http, String file) {
    Assets.Asset page =
        assets.find(file).orElseThrow(() -> Refusal.missing("there is no such page"));
    tell(http, file, assets.page(page));
  }

  private void tell(Context http, String file, String text) {
    String type = TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "text/plain");
    // A page that takes what somebody types is shown in nobody else's.
    String showing = file.equals(BOARDS) ? embedders : "'none'";
    http.header("Content-Security-Policy", allowed + showing)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "same-origin")
        .contentType(type + "; charset=utf-8");
    Etags.answer(http, text);
  }
}
