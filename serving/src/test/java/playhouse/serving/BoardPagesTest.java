package playhouse.serving;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import playhouse.testbed.Broker;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;
import playhouse.warehouse.Measure;

/** Boards in a real browser, over values of all 48 numbers. */
class BoardPagesTest {
  private static final int DAYS = 10;

  /** Pictures of what the browser drew are kept here. */
  private static final Path PICTURES = Path.of("target/pictures");

  private static KpiLake lake;
  private static House house;
  private static Chromium browser;
  private static String web;

  @BeforeAll
  static void open() throws IOException {
    var chromium = Chromium.installed();
    assumeTrue(chromium.isPresent(), "there is no Chromium on this machine");
    lake = new KpiLake();
    lake.write(values());
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    web = "http://localhost:" + port;
    Map<String, String> settings = new HashMap<>(lake.settings());
    settings.put("PLAYHOUSE_SERVING_PORT", Integer.toString(port));
    settings.put("PLAYHOUSE_WEB_URL", web);
    house = House.starting(Broker.shared().address(), settings);
    house.await("/ready", answer -> answer.status() == 200);
    browser = new Chromium(chromium.get());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
      house.close();
      lake.close();
    }
  }

  /** The newest days of every measure, whole and in two parts of its first dimension. */
  private static List<Record> values() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    List<Record> rows = new ArrayList<>();
    for (Kpi kpi : Kpi.all()) {
      for (Grain grain : kpi.grains()) {
        for (int back = 1; back <= DAYS; back++) {
          LocalDate day = grain.first(today.minusDays(back));
          for (Measure measure : kpi.measures()) {
            for (String by : slices(kpi)) {
              Record row =
                  lake.day(kpi.id(), measure.name(), "UTC", day, by, by.length() + back / 16.0);
              row.setField("grain", grain.word());
              rows.add(row);
            }
          }
        }
      }
    }
    return rows;
  }

  private static List<String> slices(Kpi kpi) {
    return kpi.dimensions().isEmpty()
        ? List.of("")
        : List.of("", kpi.dimensions().get(0) + "=a", kpi.dimensions().get(0) + "=bb");
  }

  private static Page page(String path, int width, ColorScheme scheme, String language) {
    Page page = browser.page();
    page.setViewportSize(width, 900);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    page.addInitScript("localStorage.setItem('language', '" + language + "')");
    page.navigate(web + path + "#token=" + Ground.token("analyst.ana"));
    return page;
  }

  private static void isClean(Page page) {
    List<Rule> found =
        new AxeBuilder(page)
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
            .analyze()
            .getViolations();
    assertThat(found).as(found.toString()).isEmpty();
  }

  private static void picture(Page page, String name) throws IOException {
    Files.createDirectories(PICTURES);
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }

  /** All groups at both ends of what there is, and some in between. */
  @ParameterizedTest
  @CsvSource({"1440, LIGHT, en, 1", "390, DARK, zh, 1", "1440, DARK, zh, 4", "390, LIGHT, en, 3"})
  void everyGroupShowsItsNumbersToEverybody(
      int width, ColorScheme scheme, String language, int every) throws IOException {
    Page page = page("/boards", width, scheme, language);
    assertThat(page.locator(".cards a")).hasCount(12);
    isClean(page);
    for (int group = 1; group <= 12; group += every) {
      page.navigate(web + "/boards/K" + group);
      Locator tiles = page.locator("article.tile");
      for (Kpi kpi : Kpi.all()) {
        if (kpi.id().startsWith("K" + group + ".")) {
          Locator tile = page.locator("article[data-kpi='" + kpi.id() + "']").first();
          assertThat(tile.locator("canvas")).isVisible();
          assertThat(tile.locator("h3"))
              .hasText(language.equals("zh") ? kpi.label().zh() : kpi.label().en());
          assertThat(tile.locator(".number")).not().hasText("–");
        }
      }
      assertThat(tiles.count()).isGreaterThanOrEqualTo(4);
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("it is no wider than the window")
          .isEqualTo(true);
      isClean(page);
      picture(page, "K%d-%d-%s-%s".formatted(group, width, scheme, language));
    }
    page.context().close();
  }

  @Test
  void aNumberIsTheSameOnItsBoardAndWhereTheApiTellsIt() {
    Page page = page("/boards/K4", 1440, ColorScheme.LIGHT, "en");
    House analyst = house.as(Ground.token("analyst.ana"));
    for (Kpi kpi : Kpi.all()) {
      Measure measure = kpi.measures().get(0);
      page.navigate(web + "/kpis/" + kpi.id() + "?measure=" + measure.name() + "&days=400");
      Locator shown = page.locator("[data-value]");
      assertThat(shown).not().hasAttribute("data-value", "");
      var points =
          analyst
              .get("/v1/kpis/" + kpi.id() + "?measure=" + measure.name() + "&from=" + yearAgo())
              .json()
              .path("points");
      assertThat(Double.parseDouble(shown.getAttribute("data-value")))
          .as(kpi.id())
          .isEqualTo(points.get(points.size() - 1).path("value").asDouble());
    }
    page.context().close();
  }

  private static LocalDate yearAgo() {
    return LocalDate.now(ZoneOffset.UTC).minusDays(399);
  }

  @Test
  void aBoardIsArrangedByKeyboardSavedAndSharedByItsLink() {
    Page page = page("/boards/K6", 1440, ColorScheme.LIGHT, "en");
    assertThat(page.locator("canvas").first()).isVisible();
    press(page, "Arrange");
    String second = page.locator("article.tile").nth(1).getAttribute("aria-label");
    int before = page.locator("article.tile").count();
    Locator later = page.locator("article.tile").first().getByLabel("Move later");
    later.focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("article.tile").first()).hasAttribute("aria-label", second);
    page.locator("article.tile").last().getByLabel("Remove").press("Enter");
    assertThat(page.locator("article.tile")).hasCount(before - 1);
    press(page, "Add a number");
    page.getByRole(AriaRole.DIALOG).locator("select").first().selectOption("K9.4");
    isClean(page);
    page.getByRole(AriaRole.DIALOG).locator("button.first").press("Enter");
    assertThat(page.locator("article.tile")).hasCount(before);
    press(page, "Save as my own");
    page.locator("input[name=name]").fill("My morning");
    page.locator("input[name=shared]").check();
    page.keyboard().press("Enter");
    page.waitForURL(web + "/boards/*-*");
    assertThat(page.locator("h1")).hasText("My morning");
    String link = page.url();
    Page other = browser.page();
    other.navigate(link + "#token=" + Ground.token("operator.ben"));
    assertThat(other.locator("h1")).hasText("My morning");
    assertThat(other.locator("article.tile")).hasCount(before);
    other.context().close();
    page.context().close();
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .first()
        .press("Enter");
  }

  @Test
  void valuesAreTakenAwayAsCsvAndAlertsAndTargetsAreSetInPlace() throws IOException {
    Page page = page("/kpis/K1.3", 1440, ColorScheme.LIGHT, "en");
    assertThat(page.locator("canvas")).isVisible();
    Download csv = page.waitForDownload(() -> press(page, "CSV"));
    String text = Files.readString(csv.path());
    assertThat(text).startsWith("\ufeffstarted,by,value,numerator,denominator,version");
    assertThat(text.lines().count()).isEqualTo(DAYS + 1);
    press(page, "Set a target");
    page.locator("input[name=level]").fill("0.6");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    press(page, "Set an alert");
    page.locator("input[name=level]").fill("0.1");
    page.keyboard().press("Enter");
    assertThat(page.locator("dl.facts").nth(1)).containsText("above 0.1");
    isClean(page);
    picture(page, "K1.3");
    page.context().close();
  }

  @Test
  void aBoardIsTakenAwayAsAPictureOnPaperAndWithinAnotherPage() throws IOException {
    Page page = page("/boards/K6", 1440, ColorScheme.LIGHT, "en");
    Locator tile = page.locator("article[data-kpi='K6.2']").first();
    assertThat(tile.locator("canvas")).isVisible();
    Download png = page.waitForDownload(() -> tile.getByLabel("PNG").click());
    assertThat(Files.readAllBytes(png.path())).startsWith(0x89, 'P', 'N', 'G');
    tile.getByLabel("As a table").click();
    assertThat(tile.locator("tbody tr")).hasCount(DAYS);
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator(".bar")).isHidden();
    assertThat(tile).isVisible();
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    page.navigate(web + "/boards/K6?embed");
    assertThat(tile.locator("canvas")).isVisible();
    assertThat(page.locator(".bar")).isHidden();
    assertThat(house.get("/boards/K6").header("Content-Security-Policy"))
        .as("nobody is named who may")
        .endsWith("frame-ancestors 'none'");
    page.navigate(web + "/kpis/K6.2");
    page.getByLabel("Where it comes from").first().click();
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    page.context().close();
  }

  @Test
  void thePlatformsPageShowsExperimentsWithTheirIntervals() throws IOException {
    House operator = house.as(Ground.token("operator.ben"));
    operator.post("/v1/layers", "{\"name\":\"boards\",\"holdoutPlaces\":0}");
    operator.post(
        "/v1/experiments",
        """
        {"key":"shown-on-boards","hypothesis":"Newest first makes people watch longer.",
         "layer":"boards","fromPlace":0,"untilPlace":10000,
         "arms":[{"variant":"control","weight":1,"value":"old"},
                 {"variant":"newest","weight":1,"value":"new"}],
         "targeting":"","slices":[],"metric":"time_spent",
         "guardrails":[{"metric":"error_rate","tolerance":0.05}],"windowHours":168,"alpha":0.05,
         "minimumPeople":2000,"automatic":false}""");
    assertThat(operator.post("/v1/experiments/shown-on-boards/start", "").status()).isEqualTo(200);
    try (World world = new World(Broker.shared().address())) {
      world.statistics("shown-on-boards", "control", 5_000, 100, 0.01);
      world.statistics("shown-on-boards", "newest", 5_000, 120, 0.01);
    }
    operator.await(
        "/v1/experiments/shown-on-boards/readout",
        answer -> answer.json().path("effects").size() == 2);
    for (String language : List.of("en", "zh")) {
      Page page = page("/platform", 1440, ColorScheme.LIGHT, language);
      Locator shown =
          page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("shown-on-boards"));
      assertThat(shown.locator("tbody tr")).hasCount(2);
      Locator judged = shown.locator("tr", new Locator.LocatorOptions().setHasText("★"));
      assertThat(judged).containsText("+20%");
      assertThat(judged.locator("svg.interval .reach")).hasCount(1);
      isClean(page);
      shown.scrollIntoViewIfNeeded();
      picture(page, "platform-" + language);
      page.context().close();
    }
  }

  @Test
  void aBoardIsAskedForByMailAndEndedByKeyboard() {
    Page page = page("/boards/K6", 1440, ColorScheme.LIGHT, "en");
    assertThat(page.locator("canvas").first()).isVisible();
    press(page, "By e-mail");
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    isClean(page);
    dialog.locator("input[name=address]").fill("ana@example.com");
    page.keyboard().press("Enter");
    assertThat(dialog).hasCount(0);
    press(page, "By e-mail");
    assertThat(dialog).containsText("ana@example.com · Monday to Friday 08:00");
    isClean(page);
    dialog.getByText("Remove").press("Enter");
    assertThat(dialog).not().containsText("ana@example.com ·");
    page.context().close();
  }

  @Test
  void whoMaySeeNothingIsToldWhatToDo() {
    Page page = browser.page();
    page.navigate(web + "/boards/K1");
    assertThat(page.locator("[role=alert]").first()).containsText("Sign in to see numbers");
    isClean(page);
    page.navigate(web + "/boards/K1#token=" + Ground.token("creator.cleo"));
    page.reload();
    assertThat(page.locator("[role=alert]").first()).containsText("analysts and operators");
    page.context().close();
  }

  @Test
  void whatWasShownStaysWhenTheConnectionIsLost() {
    Page page = page("/boards/K2", 1440, ColorScheme.LIGHT, "en");
    assertThat(page.locator("canvas").first()).isVisible();
    page.route("**/v1/**", route -> route.abort());
    page.evaluate("history.pushState(null, '', '/boards'); dispatchEvent(new Event('popstate'))");
    assertThat(page.locator(".cards a").first()).isVisible();
    page.evaluate("history.back()");
    assertThat(page.locator("article.tile .badge.stale").first())
        .containsText("the last values that we had");
    assertThat(page.locator("article.tile .number").first()).not().hasText("–");
    page.context().close();
  }

  @Test
  void aSecondVisitAsksForNoScriptAgain() {
    Page page = page("/boards/K6", 1440, ColorScheme.LIGHT, "en");
    assertThat(page.locator("canvas").first()).isVisible();
    List<String> scripts = new ArrayList<>();
    page.onRequest(
        request -> {
          if (request.url().contains("/web/")) {
            scripts.add(request.url());
          }
        });
    page.navigate(web + "/boards/K12");
    assertThat(page.locator("canvas").first()).isVisible();
    Object sent =
        page.evaluate(
            "performance.getEntriesByType('resource').filter(one => one.name.includes('/web/')"
                + " && one.transferSize > 0).map(one => one.name).join()");
    assertThat(sent).as(scripts.toString()).isEqualTo("");
    page.context().close();
  }
}
