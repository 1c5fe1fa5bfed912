package dev.portside.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.bootstrap.settings.Role;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What kustomize makes of each folder, by Kubernetes' own model, and whether its objects fit each other and Portside. */
class KubernetesTest {
    private static final Path FOLDER = Repository.OPS.resolve("k8s");
    private static final String SECRETS = "portside-secrets";

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev", "overlays/production"})
    void isWhatKubernetesAllows(String folder) {
        assertThat(Kustomization.build(FOLDER.resolve(folder)))
                .isNotEmpty()
                .allSatisfy(object -> assertThat(
                                StrictKubernetes.read(object).getMetadata().getName())
                        .isNotEmpty());
    }

    @Test
    void misspeltFieldsAreFound() {
        String deployment = Repository.text(FOLDER.resolve("base/pod.yaml"));
        for (String field : List.of("readOnlyRootFilesystem", "failureThreshold", "enableServiceLinks", "strategy")) {
            JsonNode misspelt =
                    Yaml.all(deployment.replaceFirst(field, field + "s")).getFirst();
            assertThatThrownBy(() -> StrictKubernetes.read(misspelt))
                    .isInstanceOf(JacksonException.class)
                    .hasMessageContaining(field + "s");
        }
        String kustomization = Repository.text(FOLDER.resolve("base/kustomization.yaml"));
        assertThatThrownBy(() -> Kustomization.of(
                        Yaml.all(kustomization.replaceFirst("patches", "patch")).getFirst()))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void everyFileIsUsedAndThere() throws IOException {
        for (String folder : List.of("base", "overlays/dev", "overlays/production")) {
            Set<String> named =
                    Kustomization.read(FOLDER.resolve(folder)).files().collect(Collectors.toSet());
            try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
                assertThat(files.map(file -> file.getFileName().toString())
                                .filter(name -> !name.equals("kustomization.yaml")))
                        .as("the files of %s", folder)
                        .containsExactlyInAnyOrderElementsOf(named);
            }
        }
    }

    @Test
    void everyRoleHasItsDeploymentThatScales() {
        for (Role role : Role.values()) {
            String name = role.name().toLowerCase(Locale.ROOT);
            Deployment deployment = one(Deployment.class, "portside-" + name);
            assertThat(container(deployment.getSpec().getTemplate()).getEnv())
                    .containsExactly(new EnvVar("ROLES", name, null));
            HorizontalPodAutoscaler scaler = one(HorizontalPodAutoscaler.class, "portside-" + name);
            assertThat(scaler.getSpec().getScaleTargetRef().getName())
                    .isEqualTo(deployment.getMetadata().getName());
            // Otherwise each roll-out would undo what the autoscaler did.
            assertThat(deployment.getSpec().getReplicas()).isNull();
        }
        assertThat(all(Deployment.class)).hasSize(Role.values().length);
        assertThat(all(HorizontalPodAutoscaler.class)).hasSize(Role.values().length);
    }

    @Test
    void everySelectorSelectsWhatItIsFor() {
        for (Deployment deployment : all(Deployment.class)) {
            Map<String, String> labels =
                    deployment.getSpec().getTemplate().getMetadata().getLabels();
            assertThat(labels)
                    .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
            assertThat(deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints())
                    .hasSize(2)
                    .allSatisfy(spread -> assertThat(spread.getLabelSelector().getMatchLabels())
                            .isEqualTo(labels));
            assertThat(all(PodDisruptionBudget.class))
                    .filteredOn(budget ->
                            budget.getSpec().getSelector().getMatchLabels().equals(labels))
                    .as("the disruption budget of %s", labels)
                    .hasSize(1);
        }
        Deployment api = one(Deployment.class, "portside-api");
        Service service = one(Service.class, "portside");
        assertThat(api.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(service.getSpec().getSelector());
        assertThat(container(api.getSpec().getTemplate()).getPorts())
                .extracting("name")
                .contains(
                        service.getSpec().getPorts().getFirst().getTargetPort().getStrVal());
        IngressServiceBackend backend = one(Ingress.class, "portside")
                .getSpec()
                .getRules()
                .getFirst()
                .getHttp()
                .getPaths()
                .getFirst()
                .getBackend()
                .getService();
        assertThat(backend.getName()).isEqualTo(service.getMetadata().getName());
        assertThat(service.getSpec().getPorts())
                .extracting("name")
                .contains(backend.getPort().getName());
    }

    @Test
    void podsMayDoNothingThatTheyNeedNot() {
        assertThat(templates()).hasSize(Role.values().length + 1).allSatisfy(template -> {
            assertThat(template.getSpec().getSecurityContext().getRunAsNonRoot())
                    .isTrue();
            assertThat(template.getSpec()
                            .getSecurityContext()
                            .getSeccompProfile()
                            .getType())
                    .isEqualTo("RuntimeDefault");
            assertThat(template.getSpec().getAutomountServiceAccountToken()).isFalse();
            Container container = container(template);
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getResources().getLimits()).containsKeys("cpu", "memory");
        });
    }

    @Test
    void aStopHasTheTimeThatItMayTake() {
        Map<String, String> settings = Kustomization.read(FOLDER.resolve("base"))
                .environment(FOLDER.resolve("base"))
                .get("portside-settings");
        long stopSeconds = Long.parseLong(settings.get("SHUTDOWN_TIMEOUT").replace("s", ""));
        for (Deployment deployment : all(Deployment.class)) {
            PodTemplateSpec template = deployment.getSpec().getTemplate();
            Container container = container(template);
            long beforeSeconds =
                    container.getLifecycle().getPreStop().getSleep().getSeconds();
            assertThat(template.getSpec().getTerminationGracePeriodSeconds())
                    .isGreaterThan(beforeSeconds + stopSeconds);
            assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
            assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/livez");
            assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/startupz");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev", "overlays/production"})
    void everySettingIsOneThatPortsideReads(String folder) {
        Map<String, Map<String, String>> generated =
                Kustomization.read(FOLDER.resolve(folder)).environment(FOLDER.resolve(folder));
        assertThat(generated.values().stream().flatMap(values -> values.keySet().stream()))
                .isNotEmpty()
                .allMatch(KnownSettings::has);
    }

    @Test
    void podsGetTheirSettingsFromWhatIsThere() {
        Set<String> generated = Kustomization.read(FOLDER.resolve("base"))
                .environment(FOLDER.resolve("base"))
                .keySet();
        JsonNode template = Yaml.one(FOLDER.resolve("secret.example.yaml"));
        assertThat(StrictKubernetes.read(template).getMetadata().getName()).isEqualTo(SECRETS);
        assertThat(template.path("stringData").properties()).isNotEmpty().allSatisfy(secret -> {
            assertThat(KnownSettings.has(secret.getKey())).isTrue();
            assertThat(secret.getValue().asString()).isEmpty();
        });
        assertThat(templates())
                .allSatisfy(pod -> assertThat(container(pod).getEnvFrom())
                        .hasSize(2)
                        .allSatisfy(source -> {
                            if (source.getConfigMapRef() != null) {
                                assertThat(generated)
                                        .contains(source.getConfigMapRef().getName());
                            } else {
                                assertThat(source.getSecretRef().getName()).isEqualTo(SECRETS);
                            }
                        }));
    }

    private static List<PodTemplateSpec> templates() {
        return Stream.concat(
                        all(Deployment.class).stream()
                                .map(deployment -> deployment.getSpec().getTemplate()),
                        all(Job.class).stream().map(job -> job.getSpec().getTemplate()))
                .toList();
    }

    private static Container container(PodTemplateSpec template) {
        return template.getSpec().getContainers().getFirst();
    }

    private static <T extends HasMetadata> List<T> all(Class<T> type) {
        return Kustomization.build(FOLDER.resolve("base")).stream()
                .map(StrictKubernetes::read)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static <T extends HasMetadata> T one(Class<T> type, String name) {
        return all(type).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
