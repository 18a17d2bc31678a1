package io.github.jbuild.profile.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.profile.Origins;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.ProfileProblem;
import io.github.jbuild.profile.decode.ProfileDecoder;
import io.github.jbuild.profile.write.ProfileWriter;
import io.github.jbuild.yaml.YamlNode;
import io.github.jbuild.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;

/** Whatever a file or an argument holds ends in a profile or in an error with a place. */
class ProfileFuzzTest {

  @FuzzTest
  void any_document_is_read_or_refused_with_a_place(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    try {
      YamlNode root = YamlReader.read("fuzz.yaml", text).orElse(null);
      if (root instanceof YamlNode.Mapping document) {
        decode(document);
      }
    } catch (JbuildException e) {
      refused(e);
    }
  }

  @FuzzTest
  void any_set_argument_is_applied_or_refused_with_a_place(FuzzedDataProvider data) {
    String argument = data.consumeRemainingAsString();
    YamlNode.Mapping document =
        (YamlNode.Mapping) YamlReader.read("fuzz.yaml", ProfileFolder.MINIMAL).orElseThrow();
    try {
      decode(SetArgument.parse(argument).applyTo(document));
    } catch (JbuildException e) {
      refused(e);
    }
  }

  /** Reads, writes and reads again: what is written must mean the same. */
  private static void decode(YamlNode.Mapping document) {
    LoadedProfile profile = loaded(document);
    if (profile.problems().isEmpty()) {
      String written = ProfileWriter.yaml(profile, true);
      YamlNode again = YamlReader.read("again.yaml", written).orElseThrow();
      assertThat(ProfileWriter.yaml(loaded((YamlNode.Mapping) again), false))
          .isEqualTo(ProfileWriter.yaml(profile, false));
    }
  }

  private static LoadedProfile loaded(YamlNode.Mapping document) {
    Origins origins = OriginCollector.document(document);
    ProfileDecoder decoder = new ProfileDecoder(file -> Path.of("/ctx"), origins);
    Profile profile = decoder.decode(document);
    List<ProfileProblem> problems = decoder.problems();
    assertThat(problems).allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
    return new LoadedProfile(document, origins, problems, profile);
  }

  private static void refused(JbuildException e) {
    assertThat(e.kind()).isEqualTo(JbuildException.Kind.INVALID_INPUT);
    assertThat(e.span()).isPresent();
  }
}
