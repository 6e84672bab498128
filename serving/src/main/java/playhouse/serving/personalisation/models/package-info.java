/** Models that are learnt elsewhere and serve here: each swapped in when it is whole. */
@NullMarked
package playhouse.serving.personalisation.models;

import org.jspecify.annotations.NullMarked;
