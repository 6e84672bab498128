package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Catalogue;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

/** Tags as those who decide on them meet them: over HTTP, from what the catalogue tells. */
class TaggingTest {
  private static final String KAFKA = Broker.shared().address();
  private static final World WORLD = new World(KAFKA);
  private static final Path FFMPEG = Path.of("/usr/bin/ffmpeg");
  private static final String SPACE =
      "An astronaut wakes alone on a spaceship near Mars. The crew of the space station is gone,"
          + " and something alien has come on board.";
  private static final String ACCEPTED = "{\"decision\":\"accepted\"}";
  private static final String REJECTED =
      "{\"decision\":\"rejected\",\"reason\":\"It is not about that.\"}";

  @TempDir private static Path clips;
  private static House house;
  private static House operator;
  private static Facts<Catalogue> facts;

  @BeforeAll
  static void open() {
    house =
        House.starting(
            KAFKA,
            Map.of(
                "PLAYHOUSE_SERVICES_URI",
                EmptyServices.uri(),
                "PLAYHOUSE_TAGGING_CLIPS",
                clips.toString(),
                // So that what is alike is so by tags alone.
                "PLAYHOUSE_RECOMMEND_TEXTS",
                "off"));
    house.await("/ready", answer -> answer.status() == 200);
    operator = house.as(Ground.token("operator.olga"));
    facts = new Facts<>(KAFKA, Family.CATALOGUE.topic(), Catalogue.class);
  }

  @AfterAll
  static void close() {
    facts.close();
    house.close();
    WORLD.close();
  }

  /** A title of a catalogue that nobody else uses. */
  private static String title() {
    return "t" + UUID.randomUUID().toString().substring(0, 8) + ":1";
  }

  private static void tell(String title, String name, String synopsis, String... genres) {
    WORLD.title(
        TitleUpserted.newBuilder()
            .setTitle(title)
            .setKind("film")
            .setName(name)
            .setGenres(List.of(genres))
            .setSynopsis(synopsis)
            .setExclusive(false),
        Instant.now());
  }

  private static String at(String title) {
    return "/v1/titles/" + title + "/tags";
  }

  private static Optional<JsonNode> tag(House.Answer answer, String tag) {
    return StreamSupport.stream(answer.json().path("items").spliterator(), false)
        .filter(item -> item.path("tag").asText().equals(tag))
        .findFirst();
  }

  /** Waits until the tag is in that state; then what is told of it. */
  private static JsonNode await(String title, String tag, String state) {
    House.Answer answer =
        operator.await(
            at(title),
            some ->
                tag(some, tag).filter(one -> one.path("state").asText().equals(state)).isPresent());
    return tag(answer, tag).orElseThrow();
  }

  private static House.Answer decide(String title, String tag, String body) {
    return operator.send("PUT", at(title) + "/" + tag, body);
  }

  private static String[] words(JsonNode tag) {
    return StreamSupport.stream(tag.path("evidence").spliterator(), false)
        .map(one -> one.path("words").asText())
        .toArray(String[]::new);
  }

  private static long told(String title, String tag, String type) {
    return facts.count(
        fact -> fact.getType().equals(type) && about(fact).equals(title + " " + tag));
  }

  private static String about(Catalogue fact) {
    if (fact.getTagSuggested() != null) {
      return fact.getTagSuggested().getTitle() + " " + fact.getTagSuggested().getTag();
    }
    if (fact.getTagAccepted() != null) {
      return fact.getTagAccepted().getTitle() + " " + fact.getTagAccepted().getTag();
    }
    return fact.getTagRejected() == null
        ? ""
        : fact.getTagRejected().getTitle() + " " + fact.getTagRejected().getTag();
  }

  @Test
  void aTitleIsTaggedFromItsTextInEitherLanguageWithTheWordsThatSpeakForIt() {
    String english = title();
    String chinese = title();
    tell(english, "Alone", SPACE, "Drama");
    tell(chinese, "孤身", "宇航员独自在飞船上醒来，空间站里的机器人都失控了，外星人已经登船。", "剧情");
    JsonNode fiction = await(english, "iab:652", "suggested");
    assertThat(fiction.path("confidence").asDouble()).isGreaterThan(0.85);
    assertThat(fiction.path("name").asText()).isEqualTo("Science Fiction");
    assertThat(fiction.path("nameChinese").asText()).isEqualTo("科幻");
    assertThat(fiction.path("iptc").asText()).isEqualTo("medtop:01000000");
    assertThat(words(fiction)).contains("astronaut", "spaceship");
    JsonNode first = fiction.path("evidence").get(0);
    assertThat(first.path("where").asText()).isEqualTo("synopsis");
    assertThat(SPACE.substring(first.path("at").asInt())).startsWith(words(fiction)[0]);
    assertThat(words(await(chinese, "iab:652", "suggested"))).contains("外星人", "飞船");
    assertThat(await(chinese, "iab:647", "suggested").path("confidence").asDouble())
        .as("what an editor says")
        .isGreaterThan(0.95);
    Catalogue fact =
        facts.await(
            one ->
                one.getType().equals("tag.suggested") && about(one).equals(english + " iab:652"));
    assertThat(fact.getTagSuggested().getConfidence())
        .isEqualTo(fiction.path("confidence").asDouble());
    assertThat(fact.getTagSuggested().getModel()).isEqualTo("words-1");
  }

  @Test
  void keywordsInPlaceOfATextSuggestNothing() {
    String title = title();
    tell(
        title,
        "Everything",
        "zombie vampire romance wedding spaceship alien robot cowboy wizard dragon gangster heist"
            + " detective murder soldier singer rock band basketball football terrorist bomb"
            + " christmas documentary comedy zombie zombie zombie",
        "Horror");
    await(title, "iab:336", "suggested");
    assertThat(operator.get(at(title)).items("tag")).containsExactly("iab:336");
  }

  @Test
  void whatIsAcceptedStaysWhateverTheTextSaysAndIsToldOnce() {
    String title = title();
    tell(title, "Alone", SPACE);
    await(title, "iab:652", "suggested");
    House.Answer accepted = decide(title, "iab:652", ACCEPTED);
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(200);
    assertThat(accepted.json().at("/decision/who").asText()).isEqualTo("operator.olga");
    assertThat(decide(title, "iab:652", ACCEPTED).json().at("/decision/at"))
        .isEqualTo(accepted.json().at("/decision/at"));
    facts.await(fact -> fact.getType().equals("tag.accepted") && about(fact).startsWith(title));
    tell(title, "Alone", "Two lovers fall in love in Paris: a romantic love story and a wedding.");
    await(title, "iab:326", "suggested");
    assertThat(await(title, "iab:652", "accepted").path("state").asText()).isEqualTo("accepted");
    assertThat(told(title, "iab:652", "tag.accepted")).isEqualTo(1);
    assertThat(tag(operator.get(at(title)), "iab:472"))
        .as("of which nobody said anything, and nothing speaks any more")
        .isEmpty();
    facts.await(
        fact ->
            about(fact).equals(title + " iab:472")
                && fact.getTagSuggested() != null
                && fact.getTagSuggested().getConfidence() == 0);
  }

  @Test
  void whatIsRejectedIsSuggestedAgainOnlyIfSomethingElseSpeaksForIt() {
    String title = title();
    tell(title, "Alone", SPACE);
    await(title, "iab:652", "suggested");
    assertThat(decide(title, "iab:652", "{\"decision\":\"rejected\"}").text("parameter"))
        .isEqualTo("reason");
    assertThat(decide(title, "iab:652", REJECTED).text("state")).isEqualTo("rejected");
    assertThat(decide(title, "iab:652", REJECTED).status()).isEqualTo(200);
    tell(title, "Alone", SPACE + " He remembers a bride and falls in love: a love story.");
    await(title, "iab:326", "suggested");
    await(title, "iab:652", "rejected");
    facts.await(fact -> fact.getType().equals("tag.rejected") && about(fact).startsWith(title));
    assertThat(told(title, "iab:652", "tag.rejected")).isEqualTo(1);
    assertThat(told(title, "iab:652", "tag.suggested")).isEqualTo(1);
    tell(title, "Alone", SPACE + " There is a time machine, too, and a cyborg.");
    assertThat(words(await(title, "iab:652", "suggested"))).contains("time machine");
    Await.until(
        "it is told again", House.LIMIT, () -> told(title, "iab:652", "tag.suggested") == 2);
  }

  @Test
  void aPersonAddsATagThatNothingSuggestedButNoneThatThereIsNot() {
    String title = title();
    tell(title, "A day", "Nothing is said of it.", "Drama");
    await(title, "iab:647", "suggested");
    House.Answer added = decide(title, "iab:512", ACCEPTED);
    assertThat(added.text("state")).isEqualTo("accepted");
    assertThat(added.text("model")).isEqualTo("person");
    assertThat(decide(title, "iab:1000000", ACCEPTED).status()).isEqualTo(404);
    assertThat(decide(title, "iab:539", REJECTED).status()).isEqualTo(404);
    assertThat(decide("no-such-title", "iab:539", ACCEPTED).status()).isEqualTo(404);
    assertThat(decide(title, "iab:512", "{\"decision\":\"perhaps\"}").text("parameter"))
        .isEqualTo("decision");
    List<String> all = operator.get("/v1/tags").items("id");
    assertThat(all).contains("iab:512", "look:dark").doesNotHaveDuplicates();
  }

  @Test
  void whatWaitsIsToldTheLeastCertainFirstOrTheSurestInPagesThatLeaveNothingOut() {
    String title = title();
    tell(title, "Alone", SPACE, "Horror", "Comedy");
    await(title, "iab:652", "suggested");
    List<Double> uncertain = confidences("uncertain");
    List<Double> surest = confidences("surest");
    assertThat(uncertain).hasSameSizeAs(surest).hasSizeGreaterThan(3);
    assertThat(uncertain.stream().map(one -> Math.abs(one - 0.5)).toList()).isSorted();
    List<Double> turned = new ArrayList<>(surest);
    java.util.Collections.reverse(turned);
    assertThat(turned).isSorted();
    assertThat(operator.get("/v1/tags/suggestions?tag=iab:652&limit=200").items("tag"))
        .isNotEmpty()
        .containsOnly("iab:652");
    assertThat(operator.get("/v1/tags/suggestions?order=best").text("parameter"))
        .isEqualTo("order");
    assertThat(operator.get("/v1/tags/suggestions?tag=iab:x").status()).isEqualTo(404);
  }

  /** All that wait, in pages of two, and each of them once. */
  private static List<Double> confidences(String order) {
    List<Double> all = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    String next = "";
    do {
      House.Answer page = operator.get("/v1/tags/suggestions?limit=2&order=" + order + next);
      assertThat(page.status()).as(page.body()).isEqualTo(200);
      for (JsonNode item : page.json().path("items")) {
        all.add(item.path("confidence").asDouble());
        seen.add(item.path("title").asText() + " " + item.path("tag").asText());
      }
      next = page.json().has("next") ? "&after=" + page.text("next") : "";
    } while (!next.isEmpty() && all.size() < 60);
    assertThat(seen).doesNotHaveDuplicates();
    return all;
  }

  @Test
  void subtitlesSuggestTagsWithWhenItIsSaidAndTwiceTheSameIsOnce() {
    String title = title();
    tell(title, "A film", "Nothing is said of it.", "Drama");
    await(title, "iab:647", "suggested");
    String at = "/v1/titles/" + title + "/subtitles/en";
    String said =
        """
        WEBVTT

        00:10.000 --> 00:12.000
        The spaceship cannot leave the space station.

        00:20.000 --> 00:22.000
        Then the aliens will find every astronaut.
        """;
    House.Answer read = operator.send("PUT", at, said);
    assertThat(read.status()).as(read.body()).isEqualTo(200);
    JsonNode fiction = await(title, "iab:652", "suggested");
    assertThat(fiction.at("/evidence/0/span/fromMillis").asLong()).isEqualTo(10_000);
    assertThat(fiction.at("/evidence/0/span/toMillis").asLong()).isEqualTo(12_000);
    assertThat(fiction.path("confidence").asDouble()).isLessThan(0.85);
    assertThat(operator.send("PUT", at, said).text("at")).isEqualTo(read.text("at"));
    decide(title, "iab:652", ACCEPTED);
    // What is said around that moment, and what holds of the whole.
    house.await(
        at(title) + "?at=15000",
        answer -> answer.items("tag").containsAll(List.of("iab:652", "iab:647")));
    assertThat(house.get(at(title) + "?at=3600000").items("tag")).containsExactly("iab:647");
    assertThat(house.get(at(title) + "?at=-1").text("parameter")).isEqualTo("at");
    assertThat(told(title, "iab:652", "tag.suggested")).isLessThanOrEqualTo(1);
    operator.send("PUT", at, "WEBVTT\n\n00:10.000 --> 00:12.000\nGood morning.\n");
    assertThat(tag(operator.get(at(title)), "iab:472")).as("which nobody decided on").isEmpty();
    await(title, "iab:652", "accepted");
    assertThat(operator.get("/v1/titles/" + title + "/tag-sources").items("source"))
        .containsExactly("subtitles:en", "text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "{}", "WEBVTT\n\n00:02.000 --> 00:01.000\nbackwards"})
  void subtitlesThatAreNoneAreRefusedByLine(String body) {
    String title = title();
    tell(title, "A film", "Nothing is said of it.", "Drama");
    await(title, "iab:647", "suggested");
    House.Answer answer = operator.send("PUT", "/v1/titles/" + title + "/subtitles/en", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("parameter")).isEqualTo("body");
    assertThat(answer.text("detail")).contains("line ");
    assertThat(
            operator
                .send("PUT", "/v1/titles/" + title + "/subtitles/not-a_language", body)
                .text("parameter"))
        .isEqualTo("language");
  }

  @Test
  void subtitlesOfALongFilmAreTakenAndWhatIsNoneForItsSizeIsNot() {
    String title = title();
    tell(title, "A film", "Nothing is said of it.", "Drama");
    await(title, "iab:647", "suggested");
    StringBuilder film = new StringBuilder("WEBVTT\n");
    for (int second = 0; second < 3_000; second++) {
      film.append(
          "\n%02d:%02d:%02d.000 --> %02d:%02d:%02d.900\nGood morning to you, and to you as well.\n"
              .formatted(
                  second / 1_200,
                  second / 20 % 60,
                  second % 20 * 3,
                  second / 1_200,
                  second / 20 % 60,
                  second % 20 * 3));
    }
    String at = "/v1/titles/" + title + "/subtitles/en";
    assertThat(film.length()).isGreaterThan(64 * 1024);
    assertThat(operator.send("PUT", at, film.toString()).status()).isEqualTo(200);
    assertThat(operator.send("PUT", at, "WEBVTT\n" + "x".repeat(1 << 20)).status()).isEqualTo(413);
  }

  @Test
  void aTitleWithRareTagsInCommonIsFoundThoughNobodyTookItYet() {
    String shelf = title().replace(":1", "");
    tell(shelf + ":a", "One", "Nothing is said of it.");
    tell(shelf + ":b", "Two", "Something else is meant here.");
    for (int i = 0; i < 30; i++) {
      tell(shelf + ":" + i, "Other " + i, "A day like others.", "Drama");
    }
    operator.await(at(shelf + ":29"), answer -> !answer.items("tag").isEmpty());
    decide(shelf + ":a", "iab:647", ACCEPTED);
    decide(shelf + ":a", "iab:515", ACCEPTED);
    decide(shelf + ":b", "iab:515", ACCEPTED);
    House.Answer like =
        house.await(
            "/v1/recommendations?surface=similar&title="
                + shelf
                + ":a&limit=10&person="
                + shelf
                + ":p",
            answer -> answer.items("title").contains(shelf + ":b"));
    JsonNode found =
        StreamSupport.stream(like.json().path("items").spliterator(), false)
            .filter(item -> item.path("title").asText().equals(shelf + ":b"))
            .findFirst()
            .orElseThrow();
    assertThat(found.toString()).contains("text");
    assertThat(bySource(like, "text"))
        .as("the others have a genre in common with it, which is no reason of this sort")
        .containsExactly(shelf + ":b");
  }

  private static List<String> bySource(House.Answer list, String source) {
    return StreamSupport.stream(list.json().path("items").spliterator(), false)
        .filter(item -> item.path("source").asText().equals(source))
        .map(item -> item.path("title").asText())
        .toList();
  }

  /** Made by ffmpeg: what is in them is known. */
  private static void make(String file, String source, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(FFMPEG.toString(), "-v", "error", "-y", "-f", "lavfi", "-i", source));
    command.addAll(List.of(more));
    command.addAll(
        List.of(
            "-pix_fmt", "yuv420p", "-c:v", "mpeg4", "-q:v", "3", clips.resolve(file).toString()));
    Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told =
        new String(made.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(made.exitValue()).as(told).isZero();
  }

  private static List<String> looked(String title, String file) {
    House.Answer sent =
        operator.post("/v1/titles/" + title + "/clips", "{\"file\":\"" + file + "\"}");
    assertThat(sent.status()).as(sent.body()).isEqualTo(202);
    House.Answer done =
        operator.await(
            "/v1/titles/" + title + "/tag-sources", answer -> !answer.body().contains("waiting"));
    assertThat(done.items("state")).doesNotContain("failed");
    return operator.get(at(title)).items("tag").stream()
        .filter(tag -> !tag.equals("iab:647"))
        .toList();
  }

  @Test
  void clipsAreTaggedByHowTheyLookAndMoveAndNothingElse() throws Exception {
    assumeTrue(
        Files.isExecutable(FFMPEG) || "true".equals(System.getenv("CI")),
        "not run: ffmpeg is missing; as root: apt-get install ffmpeg");
    String dark = drama();
    make("dark.mp4", "color=c=0x101010:s=320x180:d=12:r=8,noise=c0s=12:c0f=t");
    assertThat(looked(dark, "dark.mp4")).contains("look:dark", "look:black-and-white");
    JsonNode seen = await(dark, "look:dark", "suggested");
    assertThat(seen.at("/evidence/0/span/fromMillis").asLong()).isZero();
    assertThat(seen.at("/evidence/0/span/toMillis").asLong()).isGreaterThan(10_000);
    String fast = drama();
    make("fast.mp4", "color=c=red:s=320x180:d=12:r=8,hue='H=2*PI*floor(t)/3'");
    assertThat(looked(fast, "fast.mp4"))
        .contains("pace:fast-cut", "look:colourful")
        .doesNotContain("look:black-and-white", "look:slides");
    String slides = drama();
    make("slides.mp4", "color=c=0x3060a0:s=320x180:d=12:r=8");
    assertThat(looked(slides, "slides.mp4"))
        .contains("look:slides")
        .doesNotContain("pace:fast-cut", "pace:moving");
  }

  /** What is written in the picture speaks of zombies; the title does not. */
  @Test
  void whatIsWrittenInPicturesLeadsToNoTopic() throws Exception {
    assumeTrue(
        Files.isExecutable(FFMPEG) || "true".equals(System.getenv("CI")),
        "not run: ffmpeg is missing; as root: apt-get install ffmpeg");
    String title = drama();
    Path text = clips.resolve("words.txt");
    Files.writeString(text, "ZOMBIE VAMPIRE WEREWOLF\nHAUNTED HOUSE DEMON\n".repeat(6));
    make(
        "written.mp4",
        "color=c=white:s=640x360:d=10:r=8",
        "-vf",
        "drawtext=fontfile="
            + font()
            + ":textfile="
            + text
            + ":fontsize=26:fontcolor=black:x=20:y=10");
    List<String> tags = looked(title, "written.mp4");
    assertThat(tags).contains("look:text-heavy");
    assertThat(tags).noneMatch(tag -> tag.startsWith("iab:"));
  }

  private static String drama() {
    String title = title();
    tell(title, "A film", "Nothing is said of it.", "Drama");
    await(title, "iab:647", "suggested");
    return title;
  }

  private static Path font() throws IOException {
    try (var fonts = Files.walk(Path.of("/usr/share/fonts"))) {
      return fonts
          .filter(path -> path.toString().endsWith(".ttf"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void whatIsNoClipFailsWithAReasonAndWhatLiesElsewhereIsNotReached() throws Exception {
    assumeTrue(
        Files.isExecutable(FFMPEG) || "true".equals(System.getenv("CI")),
        "not run: ffmpeg is missing; as root: apt-get install ffmpeg");
    String title = drama();
    String at = "/v1/titles/" + title + "/clips";
    Files.writeString(clips.resolve("none.mp4"), "no clip at all");
    Files.writeString(clips.resolve("list.mp4"), "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/x.ts\n");
    for (String file : List.of("none.mp4", "list.mp4")) {
      assertThat(operator.post(at, "{\"file\":\"" + file + "\"}").status()).isEqualTo(202);
    }
    House.Answer failed =
        operator.await(
            "/v1/titles/" + title + "/tag-sources", answer -> !answer.body().contains("waiting"));
    assertThat(failed.items("state")).containsExactly("failed", "failed", "done");
    assertThat(failed.items("problem").get(0))
        .contains("no pictures")
        .doesNotContain(clips.toString());
    Path outside = Files.createTempFile("outside", ".mp4");
    Files.createSymbolicLink(clips.resolve("link.mp4"), outside);
    for (String file : List.of("missing.mp4", "link.mp4", "../" + outside.getFileName())) {
      House.Answer refused = operator.post(at, "{\"file\":\"" + file + "\"}");
      assertThat(refused.status()).as(file).isEqualTo(400);
      assertThat(refused.text("parameter")).isEqualTo("file");
    }
  }

  @Test
  void withoutFfmpegOrAFolderClipsAreRefusedWithWhatToDo() {
    String title = drama();
    for (Map<String, String> lacking :
        List.of(
            Map.of("PLAYHOUSE_TAGGING_FFMPEG", "/no/such/ffmpeg"),
            Map.of("PLAYHOUSE_TAGGING_CLIPS", ""))) {
      Map<String, String> settings =
          new java.util.HashMap<>(Map.of("PLAYHOUSE_TAGGING_CLIPS", clips.toString()));
      settings.putAll(lacking);
      try (House other = House.starting(KAFKA, settings)) {
        House machine = other.as(Ground.token("operator.otto"));
        other.await("/v1/titles/" + title, answer -> answer.status() == 200);
        House.Answer answer =
            machine.post("/v1/titles/" + title + "/clips", "{\"file\":\"dark.mp4\"}");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("detail")).contains(lacking.keySet().iterator().next());
      }
    }
  }
}
