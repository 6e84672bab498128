/** Where recommendations are shown: pages, lists of many people, open pages, search. */
@NullMarked
package playhouse.serving.personalisation.surfaces;

import org.jspecify.annotations.NullMarked;
