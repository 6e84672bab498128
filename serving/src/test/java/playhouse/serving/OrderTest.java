package playhouse.serving;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** Who may know whom in here. */
class OrderTest {
  /** Each knows those before it only. */
  private static final List<String> ORDER =
      List.of(
          "platform",
          "identity",
          "acquisition",
          "billing",
          "personalisation",
          "advertising",
          "community",
          "analytics");

  /** The most files of a package, its description not counted. */
  private static final int MOST_FILES = 15;

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("playhouse.serving");

  @Test
  void activitiesKnowThoseBelowThemOnly() {
    for (int i = 0; i < ORDER.size(); i++) {
      String[] above =
          ORDER.subList(i + 1, ORDER.size()).stream()
              .map(name -> "playhouse.serving." + name + "..")
              .toArray(String[]::new);
      if (above.length > 0) {
        noClasses()
            .that()
            .resideInAPackage("playhouse.serving." + ORDER.get(i) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(above)
            .allowEmptyShould(true)
            .check(classes);
      }
    }
  }

  @Test
  void partsOfAnActivityDoNotKnowEachOtherInCircles() {
    for (String activity : ORDER) {
      slices()
          .matching("playhouse.serving." + activity + ".(*)..")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @Test
  void onlyRoutesSpeakHttpAndOnlyStoresSpeakSqlInTheServices() {
    noClasses()
        .that()
        .resideInAPackage("playhouse.serving.billing..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Context.class)
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("playhouse.serving.billing..")
        .and()
        .haveSimpleNameNotEndingWith("Store")
        .should()
        .callMethod(Handle.class, "createQuery", String.class)
        .orShould()
        .callMethod(Handle.class, "createUpdate", String.class)
        .check(classes);
  }

  @Test
  void noPackageHasMoreFilesThanAReaderWants() throws IOException {
    Path sources = Path.of("src/main/java");
    try (Stream<Path> folders = Files.walk(sources)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        try (Stream<Path> files = Files.list(folder)) {
          assertThat(
                  files
                      .map(file -> file.getFileName().toString())
                      .filter(name -> name.endsWith(".java") && !name.equals("package-info.java")))
              .as(folder.toString())
              .hasSizeLessThanOrEqualTo(MOST_FILES);
        }
      }
    }
  }
}
