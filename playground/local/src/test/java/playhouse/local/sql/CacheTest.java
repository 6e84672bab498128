package playhouse.local.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.local.process.LocalFailure;

class CacheTest {
  @TempDir Path home;

  @Test
  void aFillingThatBreaksOffLeavesNothingAndIsDoneAgain() throws IOException {
    Cache cache = new Cache(home);
    assertThatThrownBy(
            () ->
                cache.get(
                    "tool",
                    folder -> {
                      Files.writeString(folder.resolve("half"), "half");
                      throw new IOException("the line is dead");
                    }))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("the line is dead");
    assertThat(home.resolve("tool")).doesNotExist();
    Path whole = cache.get("tool", folder -> Files.writeString(folder.resolve("whole"), "whole"));
    assertThat(whole).isDirectoryContaining(file -> file.endsWith("whole"));
    assertThat(whole.resolve("half")).doesNotExist();
  }

  @Test
  void whatIsThereIsNotFilledAgain() {
    Cache cache = new Cache(home);
    Path first = cache.get("tool", folder -> {});
    assertThat(
            cache.get(
                "tool",
                folder -> {
                  throw new IOException("never asked");
                }))
        .isEqualTo(first);
  }

  @Test
  void theUsersCacheFollowsXdg() {
    assertThat(Cache.ofUser(Map.of("XDG_CACHE_HOME", "/x"), home).folder())
        .hasToString("/x/playhouse");
    assertThat(Cache.ofUser(Map.of(), home).folder()).isEqualTo(home.resolve(".cache/playhouse"));
  }

  @Test
  void aJdkIsTakenByItsVersionFromWhatIsNamedFirst() throws IOException {
    Path old = jdk("old", "21.0.2");
    Path young = jdk("young", "25.0.1");
    Jdks jdks = new Jdks(List.of(home.resolve("none"), old, young), Map.of(), home);
    assertThat(jdks.atLeast(24)).contains(young);
    assertThat(jdks.atLeast(17)).contains(old);
    assertThat(new Jdks(List.of(), Map.of("JAVA_HOME", young.toString()), home).atLeast(24))
        .contains(young);
    assertThat(jdks.atLeast(99)).isEmpty();
  }

  private Path jdk(String name, String version) throws IOException {
    Path jdk = Files.createDirectories(home.resolve(name));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return jdk;
  }
}
