import { randomInt } from "node:crypto";

/**
 * 256 short English words, the same in every language: two devices may be set to different ones, and
 * must still show the same.
 */
const words = `
acorn almond amber anchor apple apron arrow autumn avocado badger ballad bamboo banana banjo
barrel basket beach beacon beaver bench berry birch biscuit blanket blossom bonnet bottle boulder
branch bread breeze brick bridge bronze brush bucket butter button cabin cactus camel camera
candle canoe canyon carpet carrot castle cedar cello cherry chess chimney circle citrus clover
cobalt coffee comet copper coral cotton cradle crane crayon cricket crystal cushion daisy dancer
desert diamond dolphin donkey dragon drum eagle echo elbow ember emerald engine falcon feather
fennel ferry fiddle flute forest fossil fountain fox galaxy garden garlic gecko ginger giraffe
glacier globe goblet grape gravel guitar hammer hammock harbour harp hazel hedge helmet heron honey
horizon hotel igloo indigo island ivory jacket jaguar jasmine jelly jewel jigsaw juniper kayak
kettle kitten kiwi koala ladder lagoon lantern laurel lemon lentil library lily linen lion lizard
lobster lotus magnet mango maple marble meadow melon mirror mitten monkey moon mosaic
mountain muffin museum nectar needle nickel nutmeg oasis ocean olive onion opal orange orbit
orchid otter oyster paddle palace panda paper parrot peach pearl pebble pencil pepper piano picnic
pigeon pillow pilot planet plum pocket pony poppy prism pumpkin puzzle quartz quilt rabbit
radio rainbow raven ribbon river robin rocket rose ruby saddle salad salmon sandal scarf shadow shell silver spider spoon squirrel statue sugar summer sunset swan table teapot temple
thimble thunder tiger timber tomato torch tractor trumpet tulip tunnel turtle umbrella valley vanilla
velvet village violin volcano waffle walnut walrus water whale willow window winter wizard yellow
zebra zipper
`
  .trim()
  .split(/\s+/);

/** The words that two screens can show. */
export const linkWords: readonly string[] = words;

const pick = () => words[randomInt(words.length)] ?? "";

/** Two words for people to compare on two screens; that two pairs agree by chance is 1 in 65,536. */
export function pickWords(): string {
  return `${pick()} ${pick()}`;
}
