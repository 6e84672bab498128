/** Flags as OpenFeature has them. */
@NullMarked
package playhouse.serving.personalisation.experiments.provider;

import org.jspecify.annotations.NullMarked;
