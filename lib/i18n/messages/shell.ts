import { defineMessages } from '../define-messages';

/** What surrounds every page of the desk: navigation, banners, the person's menu, pages that are not there. */
export const shell = defineMessages({
  es: {
    tagline: 'El mostrador para cobrar con QR de Mercado Pago',
    skip: 'Ir al contenido',
    nav: {
      label: 'Secciones',
      overview: 'Hoy',
      charge: 'Cobrar',
      orders: 'Órdenes',
      review: 'Revisar',
      closed: 'Cerradas',
      reconciliation: 'Conciliación',
      notifications: 'Notificaciones',
      business: 'Negocio',
      stores: 'Locales',
      pos: 'Cajas',
      settings: 'Configuración',
      mercadoPago: 'Mercado Pago',
      more: 'Más',
    },
    person: { menu: 'Menú de {name}', signOut: 'Salir' },
    role: {
      owner: 'Titular',
      manager: 'Gerencia',
      cashier: 'Caja',
      printer: 'Impresión de stickers',
      accountant: 'Contabilidad',
    },
    banner: {
      simulator: 'Ningún cobro mueve dinero.',
      test: 'De prueba: ningún cobro mueve dinero.',
    },
    access: {
      refused: {
        title: 'Mercado Pago no acepta el acceso de la cuenta.',
        detail: 'No se puede cobrar, ni ver si algo se pagó, hasta conectarla de nuevo. La historia queda.',
      },
      disconnected: {
        title: 'La cuenta de Mercado Pago está desconectada.',
        detail: 'No se puede cobrar hasta conectarla de nuevo. La historia queda.',
      },
      connect: 'Conectar de nuevo',
      askOwner: 'Lo hace quien es titular del comercio.',
    },
    connection: {
      connected: 'Mercado Pago conectado',
      missing: 'Sin cuenta de Mercado Pago',
      connect: 'Conectar',
    },
    notFound: {
      title: 'Aquí no hay nada',
      detail: 'La dirección no lleva a ninguna página de este comercio.',
      home: 'Ir al inicio',
    },
    noAccess: {
      title: 'Sin acceso a {what}',
      detail: 'Lo da quien es titular del comercio.',
    },
  },
  pt: {
    tagline: 'O balcão para cobrar com QR do Mercado Pago',
    skip: 'Ir para o conteúdo',
    nav: {
      label: 'Seções',
      overview: 'Hoje',
      charge: 'Cobrar',
      orders: 'Pedidos',
      review: 'Conferir',
      closed: 'Fechados',
      reconciliation: 'Conciliação',
      notifications: 'Notificações',
      business: 'Negócio',
      stores: 'Lojas',
      pos: 'Caixas',
      settings: 'Configuração',
      mercadoPago: 'Mercado Pago',
      more: 'Mais',
    },
    person: { menu: 'Menu de {name}', signOut: 'Sair' },
    role: {
      owner: 'Titular',
      manager: 'Gerência',
      cashier: 'Caixa',
      printer: 'Impressão de adesivos',
      accountant: 'Contabilidade',
    },
    banner: {
      simulator: 'Nenhuma cobrança move dinheiro.',
      test: 'De teste: nenhuma cobrança move dinheiro.',
    },
    access: {
      refused: {
        title: 'O Mercado Pago não aceita o acesso da conta.',
        detail: 'Não é possível cobrar, nem ver se algo foi pago, até conectá-la de novo. O histórico fica.',
      },
      disconnected: {
        title: 'A conta do Mercado Pago está desconectada.',
        detail: 'Não é possível cobrar até conectá-la de novo. O histórico fica.',
      },
      connect: 'Conectar de novo',
      askOwner: 'Quem faz isso é titular do comércio.',
    },
    connection: {
      connected: 'Mercado Pago conectado',
      missing: 'Sem conta do Mercado Pago',
      connect: 'Conectar',
    },
    notFound: {
      title: 'Aqui não há nada',
      detail: 'O endereço não leva a nenhuma página deste negócio.',
      home: 'Ir para o início',
    },
    noAccess: {
      title: 'Sem acesso a {what}',
      detail: 'Quem libera é titular do negócio.',
    },
  },
  en: {
    tagline: 'The counter for Mercado Pago QR payments',
    skip: 'Skip to content',
    nav: {
      label: 'Sections',
      overview: 'Today',
      charge: 'Charge',
      orders: 'Orders',
      review: 'Review',
      closed: 'Closed orders',
      reconciliation: 'Reconciliation',
      notifications: 'Notifications',
      business: 'Business',
      stores: 'Stores',
      pos: 'Tills',
      settings: 'Settings',
      mercadoPago: 'Mercado Pago',
      more: 'More',
    },
    person: { menu: 'Menu of {name}', signOut: 'Sign out' },
    role: {
      owner: 'Owner',
      manager: 'Manager',
      cashier: 'Cashier',
      printer: 'Sticker printing',
      accountant: 'Accountant',
    },
    banner: {
      simulator: 'No charge moves money.',
      test: 'For practice: no charge moves money.',
    },
    access: {
      refused: {
        title: 'Mercado Pago does not accept the account’s access.',
        detail: 'Nothing can be charged, nor seen to be paid, until it is connected again. History stays.',
      },
      disconnected: {
        title: 'The Mercado Pago account is disconnected.',
        detail: 'Nothing can be charged until it is connected again. History stays.',
      },
      connect: 'Connect again',
      askOwner: 'That is up to the owner of the business.',
    },
    connection: {
      connected: 'Mercado Pago connected',
      missing: 'No Mercado Pago account',
      connect: 'Connect',
    },
    notFound: {
      title: 'There is nothing here',
      detail: 'The address leads to no page of this business.',
      home: 'Go to the start',
    },
    noAccess: {
      title: 'No access to {what}',
      detail: 'The owner of the business grants it.',
    },
  },
});
